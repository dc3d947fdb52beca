namespace FusionOfN.Lab;

/// <summary>A finished run: what was asked of whom, and what was measured.</summary>
internal sealed record LabResults(LabRunOptions Options, LabCast Cast, LabSettings Settings, IReadOnlyList<TestItem> Items, Measurements Measurements)
{
    /// <summary>Whether students were trained.</summary>
    public bool HasStudents { get; init; }

    /// <summary>Finds a candidate by pool, prompt and label.</summary>
    public Func<string, string, string, CandidateRow?>? Candidates { get; init; }

    /// <summary>The columns of its tables.</summary>
    public IReadOnlyList<TestColumn> Columns => [.. TestColumn.Of(Options.Tasks)];
}
