using Npgsql;

namespace FusionOfN.Gateway;

/// <summary>Where the store is: the path of an SQLite file, or a PostgreSQL connection string.</summary>
internal sealed class StoreAddress
{
    /// <summary>The environment variable that names the store.</summary>
    public const string Variable = "FUSION_STORE";

    private StoreAddress(string? path, string? connectionString)
    {
        Path = path;
        ConnectionString = connectionString;
    }

    /// <summary>The SQLite file; null when it is PostgreSQL.</summary>
    public string? Path { get; }

    /// <summary>The PostgreSQL connection string, which may hold a password and is never shown; null when it is SQLite.</summary>
    public string? ConnectionString { get; }

    /// <summary>The file that is used when none is named: <c>fusionofn/gateway.db</c> in the application data folder (<c>~/.local/share</c> on Linux).</summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fusionofn", "gateway.db");

    /// <summary>Finds the store: what the command line names, else <c>FUSION_STORE</c>, else what <c>fusion.yaml</c> names, else the default file.</summary>
    /// <param name="option">The command line's value; null when it has none. It may not hold a password: others can see command lines.</param>
    /// <param name="configured">The file's value, which may be <c>${NAME}</c>; null when it has none.</param>
    /// <param name="variable">Reads environment variables.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="StoreException">It is not an address of a store.</exception>
    public static StoreAddress Resolve(string? option, string? configured, Func<string, string?> variable, string folder)
    {
        if (option is not null)
            return Parse(option, folder, mayHoldPassword: false).WithPassword(variable);
        if (variable(Variable) is { Length: > 0 } named)
            return Parse(named, folder, mayHoldPassword: true).WithPassword(variable);
        if (configured is null)
            return new StoreAddress(DefaultPath, null);
        if (!configured.StartsWith("${", StringComparison.Ordinal) || !configured.EndsWith('}'))
            return Parse(configured, folder, mayHoldPassword: false).WithPassword(variable);

        string name = configured[2..^1];
        return variable(name) is { Length: > 0 } value
            ? Parse(value, folder, mayHoldPassword: true).WithPassword(variable)
            : throw new StoreException($"The environment variable {name} that 'store' in fusion.yaml names is not set. Set it to a path or a connection string.");
    }

    // The driver reads PGPASSWORD by itself, but no file that holds it.
    private StoreAddress WithPassword(Func<string, string?> variable)
    {
        if (ConnectionString is null)
            return this;
        NpgsqlConnectionStringBuilder builder = new(ConnectionString);
        builder.Password ??= variable("PGPASSWORD");
        return new StoreAddress(null, builder.ConnectionString);
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">A path, a connection string (<c>Host=…;Database=…</c>) or an address (<c>postgres://…</c>).</param>
    /// <param name="folder">What a relative path is relative to.</param>
    /// <param name="mayHoldPassword">Whether a password may stand in it.</param>
    /// <exception cref="StoreException">It is none; the message does not repeat it.</exception>
    public static StoreAddress Parse(string text, string folder, bool mayHoldPassword)
    {
        string trimmed = text.Trim();
        if (PostgresAddress.TryRead(trimmed, out NpgsqlConnectionStringBuilder? builder))
        {
            return mayHoldPassword || builder.Password is null
                ? new StoreAddress(null, builder.ConnectionString)
                : throw new StoreException($"A password may not stand here. Put the whole connection string into {Variable}, or the password into PGPASSWORD.");
        }

        if (trimmed.Length == 0 || trimmed == ":memory:" || trimmed.Contains("://", StringComparison.Ordinal) || trimmed.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
            throw new StoreException(
                "The store is neither a path nor a PostgreSQL connection string. Name a file such as gateway.db, "
                + "or write Host=HOST;Database=NAME;Username=USER or postgres://USER@HOST/NAME.");
        return new StoreAddress(System.IO.Path.GetFullPath(trimmed, folder), null);
    }

    /// <summary>The database at this address; nothing is opened yet.</summary>
    public StoreDatabase ToDatabase(GatewayStoreOptions options) =>
        Path is not null ? new SqliteDatabase(Path, options) : new PostgresDatabase(ConnectionString!, options.LockTimeout);
}
