namespace FusionOfN.Configuration;

/// <summary>Why models were not found, which is nobody's defect: what is wrong, and how to mend it.</summary>
/// <param name="Message">What is wrong, with every mistake of a file on a line of its own. Never holds a secret.</param>
/// <param name="Hint">How to mend it; null where the message says so.</param>
public sealed record SetupProblem(string Message, string? Hint = null)
{
    /// <summary>Both in one text.</summary>
    public override string ToString() => Hint is null ? Message : $"{Message} {Hint}";
}
