namespace FusionOfN.Jobs;

/// <summary>A row of the table of jobs.</summary>
internal sealed record JobRow
{
    public const string Select = "SELECT job_id AS JobId, name AS Name, seed AS Seed, settings AS Settings, created_ms AS CreatedMs, items AS Items, holder AS Holder FROM jobs";

    public string JobId { get; init; } = "";

    public string Name { get; init; } = "";

    public long Seed { get; init; }

    /// <summary>The settings as JSON; null for a job that is new.</summary>
    public string? Settings { get; init; }

    public long CreatedMs { get; init; }

    /// <summary>Rows of the input; null until it was read to its end.</summary>
    public long? Items { get; init; }

    public string? Holder { get; init; }
}
