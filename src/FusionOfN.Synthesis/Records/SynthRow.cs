using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>The canonical record of one prompt: what was asked, every candidate, and the answer of every method to the same candidates. All exports are made of it.</summary>
public sealed record SynthRow
{
    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The prompt's place in its file, from 0.</summary>
    public required long Position { get; init; }

    /// <summary>The id that the file gave it; translations may share one.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of what was asked, in lower-case hexadecimal.</summary>
    public required string Key { get; init; }

    /// <summary>The language the answer should have, as a code; null when nobody said.</summary>
    public string? Language { get; init; }

    /// <summary>The conversation that was answered.</summary>
    [JsonConverter(typeof(ConversationConverter))]
    public required IReadOnlyList<ChatMessage> Prompt { get; init; }

    /// <summary>Where the prompt was translated from; null when it was asked as it was written.</summary>
    public PromptTranslation? Translation { get; init; }

    /// <summary>Pictures of the last message, by reference.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>Answers that the file held already.</summary>
    public IReadOnlyList<string>? References { get; init; }

    /// <summary>The file's other columns.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Every candidate, failures included, in the order of the panel.</summary>
    public required IReadOnlyList<SynthCandidate> Candidates { get; init; }

    /// <summary>The answer of each method, in the order in which the methods were named.</summary>
    public required IReadOnlyList<SynthAnswer> Answers { get; init; }

    /// <summary>What everything random in this item derives from.</summary>
    public int Seed { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public string? Version { get; init; }

    /// <summary>The version and hash of the fusor's prompt.</summary>
    public PromptVersion? FusorPrompt { get; init; }

    /// <summary>Whether <see cref="Language"/> was told from the prompt's own words, because nobody said it.</summary>
    public bool? LanguageIsGuessed { get; init; }

    /// <summary>Calls that were answered, each counted once: candidates, methods and scores.</summary>
    public int Calls { get; init; }

    /// <summary>Prompt tokens of all calls, as reported; null when nothing was.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Answer tokens of all calls, reasoning included, as reported; null when nothing was.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>What its calls cost in US dollars; null when the cost of one of them is not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The answer of a method; null when it gave none.</summary>
    /// <param name="method">The method's name.</param>
    public SynthAnswer? AnswerOf(string method) => Answers.FirstOrDefault(answer => answer.Method == method);
}
