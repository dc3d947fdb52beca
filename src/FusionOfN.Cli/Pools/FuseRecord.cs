using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>One line of the output of <c>fusion fuse</c>: a finished row.</summary>
internal sealed record FuseRecord
{
    public required string Id { get; init; }

    public required string Aggregator { get; init; }

    public required string Answer { get; init; }

    /// <summary>The prompt and, as its last message, the answer: what <c>fusion train</c> and other trainers read. Null when the prompt holds more than texts.</summary>
    public IReadOnlyList<MessageDocument>? Messages { get; init; }

    /// <summary>The index of the candidate that was taken, when one was.</summary>
    public int? Selected { get; init; }

    /// <summary>Whether the answer is right, when something says so.</summary>
    public bool? Correct { get; init; }

    /// <summary>Whether any candidate is right, when something says so.</summary>
    public bool? Oracle { get; init; }

    /// <summary>What the answer depends on besides the row; a resumed run must have the same.</summary>
    public string? Settings { get; init; }

    /// <summary>A hash of the row's prompt, candidates and right answers; a resumed run must have the same row.</summary>
    public string? Row { get; init; }

    public ProvenanceDocument? Provenance { get; init; }

    public JsonElement? Receipt { get; init; }
}
