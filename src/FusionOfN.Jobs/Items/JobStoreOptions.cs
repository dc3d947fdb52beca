namespace FusionOfN.Jobs;

/// <summary>How a store of jobs is used.</summary>
public sealed record JobStoreOptions
{
    /// <summary>How long one statement waits for another program's lock; whole seconds, at least one.</summary>
    /// <value>The default value is 10 seconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest SQLite file in pages of 8 KiB, for hosts that set a quota; null for no limit but the disk's.</summary>
    public int? MaxSqlitePages { get; init; }

    /// <summary>Whether a store must be there already; otherwise an address where none is gets one.</summary>
    public bool MustExist { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
