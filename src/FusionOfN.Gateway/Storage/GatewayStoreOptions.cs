using FusionOfN.Jobs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FusionOfN.Gateway;

/// <summary>How the store waits, retries and gives up.</summary>
public sealed record GatewayStoreOptions
{
    /// <summary>The most runs that wait to be written; one more loses its receipt.</summary>
    /// <value>The default value is 4,096.</value>
    public int QueueLength { get; init; } = 4096;

    /// <summary>The most characters of receipts that wait to be written; what does not fit is lost.</summary>
    /// <value>The default value is 64 million.</value>
    public long QueueCharacters { get; init; } = 64_000_000;

    /// <summary>The most runs written in one transaction.</summary>
    /// <value>The default value is 128.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>The least time between two transactions; what comes meanwhile is written in one, and is lost with a process that is killed.</summary>
    /// <value>The default value is 50 milliseconds.</value>
    public TimeSpan WriteEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a batch is tried before its receipts are lost, at least once.</summary>
    /// <value>The default value is 5.</value>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait before the second attempt; it doubles with each.</summary>
    /// <value>The default value is 200 milliseconds.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one statement waits for another program's lock; whole seconds, at least one.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest SQLite file in pages of 4 KiB, for hosts that set a quota; null for no limit but the disk's.</summary>
    public int? MaxSqlitePages { get; init; }

    /// <summary>How long closing the store may take to write what waits.</summary>
    /// <value>The default value is 5 seconds.</value>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where losses are reported.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>What the store's database is and how it is used.</summary>
    public StoreDatabaseOptions ToDatabase() => new()
    {
        Migrations = new StoreMigrations(typeof(GatewayStoreOptions).Assembly, "FusionOfN.Gateway.Storage.Migrations."),
        ApplicationName = "fusion gateway",
        LockTimeout = LockTimeout,
        MaxSqlitePages = MaxSqlitePages,
        HowToMakeRoom = "lower retention_days",
    };
}
