namespace FusionOfN.Jobs;

/// <summary>What makes a job the job it is. It can be gone on with only as the same.</summary>
/// <param name="Name">Its name in the store.</param>
/// <param name="Seed">What all seeds of its items derive from.</param>
/// <param name="Settings">What its results depend on, each by name.</param>
public sealed record JobDefinition(string Name, long Seed, IReadOnlyList<JobSetting> Settings);

/// <summary>Something that the results of a job depend on.</summary>
/// <param name="Name">Its name, as people know it.</param>
/// <param name="Value">Its value, or the hash of it.</param>
/// <param name="MayChange">Whether the job can be gone on with when it is another: a budget, not a model.</param>
public sealed record JobSetting(string Name, string Value, bool MayChange = false);
