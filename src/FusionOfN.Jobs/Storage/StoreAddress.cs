using Npgsql;

namespace FusionOfN.Jobs;

/// <summary>Where a store is: the path of an SQLite file, or a PostgreSQL connection string.</summary>
public sealed class StoreAddress
{
    private StoreAddress(string? path, string? connectionString)
    {
        Path = path;
        ConnectionString = connectionString;
    }

    /// <summary>The SQLite file; null when it is PostgreSQL.</summary>
    public string? Path { get; }

    /// <summary>The PostgreSQL connection string, which may hold a password and is never shown; null when it is SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">A path, a connection string (<c>Host=…;Database=…</c>) or an address (<c>postgres://…</c>).</param>
    /// <param name="folder">What a relative path is relative to.</param>
    /// <param name="mayHoldPassword">Whether a password may stand in it.</param>
    /// <param name="variable">The environment variable that may hold the address with its password, for the message; null when there is none.</param>
    /// <exception cref="StoreException">It is none; the message does not repeat it.</exception>
    public static StoreAddress Parse(string text, string folder, bool mayHoldPassword, string? variable = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folder);
        string trimmed = text.Trim();
        if (PostgresAddress.TryRead(trimmed, out NpgsqlConnectionStringBuilder? builder))
        {
            return mayHoldPassword || builder.Password is null
                ? new StoreAddress(null, builder.ConnectionString)
                : throw new StoreException(
                    $"A password may not stand here. Put {(variable is null ? "it" : $"the whole connection string into {variable}, or the password")} into PGPASSWORD.");
        }

        if (trimmed.Length == 0 || trimmed == ":memory:" || trimmed.Contains("://", StringComparison.Ordinal) || trimmed.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
            throw new StoreException(
                "The store is neither a path nor a PostgreSQL connection string. Name a file such as gateway.db, "
                + "or write Host=HOST;Database=NAME;Username=USER or postgres://USER@HOST/NAME.");
        return new StoreAddress(System.IO.Path.GetFullPath(trimmed, folder), null);
    }

    /// <summary>The same with the password of <c>PGPASSWORD</c> where it has none: the driver reads that variable by itself, but no file that holds it.</summary>
    /// <param name="variable">Reads environment variables.</param>
    public StoreAddress WithPassword(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (ConnectionString is null)
            return this;
        NpgsqlConnectionStringBuilder builder = new(ConnectionString);
        builder.Password ??= variable("PGPASSWORD");
        return new StoreAddress(null, builder.ConnectionString);
    }

    /// <summary>The database at this address; nothing is opened yet.</summary>
    /// <param name="options">What its tables are and how it is used.</param>
    public StoreDatabase ToDatabase(StoreDatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Path is not null ? new SqliteDatabase(Path, options) : new PostgresDatabase(ConnectionString!, options);
    }
}
