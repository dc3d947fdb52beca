namespace FusionOfN.Configuration;

/// <summary>Takes what a section finds wrong, and knows where in the file it stands.</summary>
public sealed class SectionProblems
{
    private readonly SourceMap _map;
    private readonly ProblemList _problems;

    internal SectionProblems(SourceMap map, ProblemList problems)
    {
        _map = map;
        _problems = problems;
    }

    /// <summary>Reports a mistake: the file cannot be used.</summary>
    /// <param name="settings">The block that has it, as it was read.</param>
    /// <param name="key">The key in the block.</param>
    /// <param name="message">What is wrong, without a secret (<see cref="Secrets.Show"/>).</param>
    /// <param name="mend">What to do about it.</param>
    public void Add(object settings, string key, string message, string mend) => _problems.Add(_map.At(settings, key), message, mend);

    /// <summary>Reports a value that holds a secret. What else may be wrong with it does not matter.</summary>
    /// <param name="settings">The block that has it, as it was read.</param>
    /// <param name="key">The key in the block.</param>
    /// <param name="message">What is wrong, without the secret.</param>
    /// <param name="mend">What to do about it.</param>
    public void AddSecret(object settings, string key, string message, string mend) => _problems.AddSecret(_map.At(settings, key), message, mend);
}
