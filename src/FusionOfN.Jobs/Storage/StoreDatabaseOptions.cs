namespace FusionOfN.Jobs;

/// <summary>What a database holds and how it is used.</summary>
public sealed record StoreDatabaseOptions
{
    /// <summary>The scripts that make its tables.</summary>
    public required StoreMigrations Migrations { get; init; }

    /// <summary>What the program is called in the server's list of connections.</summary>
    /// <value>The default value is <c>fusion</c>.</value>
    public string ApplicationName { get; init; } = "fusion";

    /// <summary>How long one statement waits for another program's lock; whole seconds, at least one.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether a commit is on the disk before it counts. Without it a crash of the machine may lose the last commits of an SQLite file, never the file; the
    /// end of the process loses nothing either way.
    /// </summary>
    public bool IsDurable { get; init; }

    /// <summary>The largest SQLite file in pages, for hosts that set a quota; null for no limit but the disk's.</summary>
    public int? MaxSqlitePages { get; init; }

    /// <summary>The size of a page of a new SQLite file in bytes, a power of two from 512 to 65,536; null for SQLite's own.</summary>
    public int? SqlitePageSize { get; init; }

    /// <summary>
    /// Kilobytes of an SQLite file that each connection keeps in memory, and of which the log may hold as many before they are moved into the file: a large store with
    /// many small commits writes its busy pages less often. Null for SQLite's own.
    /// </summary>
    public int? SqliteCacheKilobytes { get; init; }

    /// <summary>How a full store gets room, beside a larger disk, for the message; null when there is no other way.</summary>
    public string? HowToMakeRoom { get; init; }
}
