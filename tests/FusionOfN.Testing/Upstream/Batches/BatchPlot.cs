using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>What becomes of one batch of <see cref="FakeBatches"/>. By default every request is answered, in reversed order, at the first question.</summary>
public sealed record BatchPlot
{
    /// <summary>The code with which the validation refuses it; null when it does not.</summary>
    public string? RefusedWith { get; init; }

    /// <summary>The line that is to blame for that, from 1; null when none is.</summary>
    public int? RefusedLine { get; init; }

    /// <summary>How often it is asked for before it ends.</summary>
    public int Questions { get; init; }

    /// <summary>What it is called until then.</summary>
    public string RunningState { get; init; } = "in_progress";

    /// <summary>What it is called when it has ended: <c>completed</c>, <c>expired</c> or <c>cancelled</c>.</summary>
    public string EndState { get; init; } = "completed";

    /// <summary>How many requests are answered before it expires or is cancelled; null for all.</summary>
    public int? Answered { get; init; }

    /// <summary>Whether requests that were not answered have no line at all, instead of one that says so.</summary>
    public bool LeavesOut { get; init; }

    /// <summary>What becomes of a request, by its number and body; null leaves it to the server's script.</summary>
    public Func<int, JsonObject, UpstreamReply?>? Reply { get; init; }

    /// <summary>Whether the id of a file that is not there is an empty text instead of null.</summary>
    public bool HasEmptyIds { get; init; }

    /// <summary>Whether the connection breaks when it has been made, before the client is told.</summary>
    public bool BreaksAfterCreation { get; init; }
}
