using System.Text.Json.Serialization;

namespace FusionOfN.Lab;

/// <summary>One prompt of the miniature world with its gold answer.</summary>
public sealed record LabItem
{
    /// <summary>The kind of task.</summary>
    public required LabTask Task { get; init; }

    /// <summary>The language of the prompt.</summary>
    public required LabLanguage PromptLanguage { get; init; }

    /// <summary>The language of the answer; it differs from <see cref="PromptLanguage"/> in translation only.</summary>
    public required LabLanguage AnswerLanguage { get; init; }

    /// <summary>The text of the prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>The right answer, one natural text.</summary>
    public required string Gold { get; init; }

    /// <summary>What the answer has to get right, in the order asked.</summary>
    public required IReadOnlyList<LabPart> Parts { get; init; }

    /// <summary>Whether the item is about held-out entities or words, which no supervised fusor or reward-model data contains.</summary>
    public required bool IsNovel { get; init; }

    /// <summary>What the item is about, independent of language and order; its hash decides the split.</summary>
    public required string ContentKey { get; init; }

    /// <summary>The split, from <see cref="ContentKey"/>.</summary>
    public LabSplit Split => SplitHash.Split(ContentKey);

    /// <summary>What the generator needs to make variants of the answer; opaque to everybody else.</summary>
    [JsonIgnore]
    internal object? Content { get; init; }
}
