namespace FusionOfN.Configuration;

/// <summary>What came of reading a configuration file.</summary>
/// <param name="Configuration">What was read; null when there is an error, warnings aside.</param>
/// <param name="Problems">Every mistake in the file, in the order of its lines.</param>
public sealed record ConfigurationResult(FusionConfiguration? Configuration, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>Whether the configuration can be used: there may be warnings, but no errors.</summary>
    public bool IsUsable => Configuration is not null;

    /// <summary>What is odd in the file and can be used all the same.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings => [.. Problems.Where(problem => problem.IsWarning)];

    /// <summary>All errors of the file in one text; null when it can be used.</summary>
    public SetupProblem? Problem => IsUsable ? null : new($"{Problems[0].File} cannot be used\n{string.Join('\n', Problems.Where(problem => !problem.IsWarning))}");

    /// <summary>Gives the configuration.</summary>
    /// <returns>The configuration.</returns>
    /// <exception cref="ConfigurationFileException">The file has errors. The message lists them all.</exception>
    public FusionConfiguration Require() =>
        Configuration ?? throw new ConfigurationFileException([.. Problems.Where(problem => !problem.IsWarning)]);
}
