namespace FusionOfN.Synthesis;

/// <summary>Something about a whole file or job that a person can mend: what is wrong, and how to mend it. A bad row is no exception but a <see cref="PromptProblem"/>.</summary>
public sealed class SynthesisException : Exception
{
    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong and where, one sentence without an end mark.</param>
    /// <param name="hint">How to mend it, one line.</param>
    public SynthesisException(string message, string? hint = null)
        : base(message) => Hint = hint;

    /// <summary>How to mend it, one line.</summary>
    public string? Hint { get; }
}
