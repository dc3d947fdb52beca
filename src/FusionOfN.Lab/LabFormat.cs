namespace FusionOfN.Lab;

/// <summary>How the lab's models write a conversation: the control tokens of one turn, and how candidates follow a prompt.</summary>
/// <remarks>
/// A turn is <c>&lt;|user|&gt;prompt&lt;|assistant|&gt;answer&lt;|end|&gt;</c>. A fusor reads the same turn whose prompt goes on with the candidates, each behind
/// <see cref="CandidatePrefix"/>, and ends with <see cref="FusionCue"/>: ordinary text, so that the engine's compact fusor prompt can write it.
/// </remarks>
internal static class LabFormat
{
    /// <summary>The control token before the user's text.</summary>
    public const string User = "<|user|>";

    /// <summary>The control token before the model's text.</summary>
    public const string Assistant = "<|assistant|>";

    /// <summary>The control token before instructions; no model of the lab was trained on any.</summary>
    public const string System = "<|system|>";

    /// <summary>The control token that ends the model's text.</summary>
    public const string End = "<|end|>";

    /// <summary>The token that fills up short rows of a batch.</summary>
    public const string Padding = "<|pad|>";

    /// <summary>What stands before each candidate.</summary>
    public const string CandidatePrefix = "\n§";

    /// <summary>What stands behind the last candidate.</summary>
    public const string FusionCue = "\n¶";

    /// <summary>All control tokens, in the order of their ids.</summary>
    public static IReadOnlyList<string> ControlTokens { get; } = [Padding, User, Assistant, System, End];

    /// <summary>The fusor's prompt for the engine.</summary>
    public static FusorPrompt FusorPrompt { get; } =
        new CompactFusorPrompt(CandidatePrefix, FusionCue, version: "lab-v1", continuesLastMessage: true);

    /// <summary>The text that a fusor reads for a prompt and its candidates, without control tokens.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="candidates">The candidates in the order shown.</param>
    /// <returns>The user's turn.</returns>
    public static string Fusing(string prompt, IEnumerable<string> candidates) =>
        prompt + string.Concat(candidates.Select(candidate => CandidatePrefix + candidate)) + FusionCue;
}
