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
}
