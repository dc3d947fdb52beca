namespace FusionOfN.Local;

/// <summary>How a data set is pushed.</summary>
public sealed record HubPushOptions
{
    /// <summary>What the commit says, one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether a data set that is not there is made.</summary>
    public bool Creates { get; init; }

    /// <summary>Whether everybody may read a data set that is made.</summary>
    /// <value>The default value is <see langword="false"/>: it is private.</value>
    public bool IsPublic { get; init; }

    /// <summary>Whether nothing is sent: what would be is only looked up.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Files of an earlier push that are there no more, by path; they are removed with the same commit.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
