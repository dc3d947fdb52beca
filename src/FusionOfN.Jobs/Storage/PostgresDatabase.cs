using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using DbUp;
using DbUp.Postgresql;
using Npgsql;

namespace FusionOfN.Jobs;

/// <summary>The store in a PostgreSQL database, for when several processes share it.</summary>
internal sealed class PostgresDatabase : StoreDatabase
{
    // Any number will do, as long as every version takes the same.
    private const long MigrationLock = 0x46_75_73_69_6F_6E;

    private readonly StoreDatabaseOptions _options;
    private readonly NpgsqlDataSource _source;

    /// <summary>Creates the database; nothing is opened yet.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="options">What its tables are and how it is used.</param>
    public PostgresDatabase(string connectionString, StoreDatabaseOptions options)
    {
        int seconds = Math.Max(1, (int)options.LockTimeout.TotalSeconds);
        NpgsqlConnectionStringBuilder builder = new(connectionString)
        {
            ApplicationName = options.ApplicationName,
            CommandTimeout = seconds,
            Timeout = seconds,
        };
        _options = options;
        _source = NpgsqlDataSource.Create(builder);
        Description = $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
    }

    public override string Description { get; }

    internal override async Task<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken);
        try
        {
            // Held as long as the connection is: the server gives it free when the process ends.
            if (await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(hashtextextended(@name, 0))", new { name = $"fusion job {name}" }))
                return new Hold(connection);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            await connection.DisposeAsync();
            throw Explain(exception);
        }

        await connection.DisposeAsync();
        return null;
    }

    internal override string IsOneOf(string parameter) => $"= ANY({parameter})";

    internal override Task<long> SizeAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(sum(pg_total_relation_size(name)), 0) FROM (VALUES ('calls'), ('spend'), ('jobs'), ('items'), ('results'), ('decisions')) AS tables(name)"),
        cancellationToken);

    internal override Task<bool> HasTableAsync(string name, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.ExecuteScalarAsync<bool>("SELECT to_regclass(@name) IS NOT NULL", new { name }), cancellationToken);

    private protected override Task<StoreBatch> MakeBatchAsync(CancellationToken cancellationToken) => Task.FromResult<StoreBatch>(new PostgresBatch(_source));

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    protected override async Task ApplyMigrationsAsync(CancellationToken cancellationToken)
    {
        await using DbConnection guard = await OpenAsync(cancellationToken);
        await guard.ExecuteAsync("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock });
        try
        {
            _options.Migrations.Run(
                DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(_source))
                    .JournalToPostgresqlTable(null, StoreMigrations.Journal)
                    .WithTransaction(),
                Description);
        }
        finally
        {
            await guard.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
    }

    protected override StoreException Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory } => Say(
            StoreFault.Full, $"the server has no room left. Free disk space{(_options.HowToMakeRoom is { } other ? $", or {other}" : "")}"),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled } => Say(StoreFault.Locked, "another program holds its tables. End that program, or wait for it"),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => Say(
            StoreFault.Denied, "the server refuses the user or the password. Check the connection string and PGPASSWORD"),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } refused => Say(
            StoreFault.Denied, $"{refused.MessageText}. Give the user the right to make and change tables"),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Say(
            StoreFault.Unreachable, "there is no such database. Make it with createdb, or name another"),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } damaged => Say(StoreFault.Corrupt, $"{damaged.MessageText}. Put a backup back"),
        PostgresException other => Say(StoreFault.Other, other.MessageText),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => Say(
            StoreFault.Locked, "it does not answer in time. Another program may hold its tables, or the server is overloaded"),
        NpgsqlException or SocketException or IOException => Say(StoreFault.Unreachable, "the server cannot be reached. Check that it runs and that host and port are right"),
        _ => Say(StoreFault.Other, exception.Message),
    };

    private StoreException Say(StoreFault fault, string what) => new(fault, $"The store {Description} cannot be used: {what}.");

    /// <summary>A connection whose session holds a lock. A pooled connection that is given back would keep it.</summary>
    private sealed class Hold(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await connection.ExecuteAsync("SELECT pg_advisory_unlock_all()");
            }
            catch (DbException)
            {
                // The server is gone, and the lock with it.
            }

            await connection.DisposeAsync();
        }
    }
}
