using System.Data.Common;
using Dapper;
using DbUp;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace FusionOfN.Jobs;

/// <summary>The store in an SQLite file: write-ahead log, so that readers never wait for the writer.</summary>
internal sealed class SqliteDatabase : StoreDatabase
{
    private static readonly string[] Files = ["", "-wal"];

    private readonly StoreDatabaseOptions _options;
    private readonly string _path;
    private readonly string _connectionString;
    private readonly string _pragmas;

    /// <summary>Creates the database; nothing is opened yet.</summary>
    /// <param name="path">The file; it is made when it is not there.</param>
    /// <param name="options">What its tables are and how it is used.</param>
    public SqliteDatabase(string path, StoreDatabaseOptions options)
    {
        int seconds = Math.Max(1, (int)options.LockTimeout.TotalSeconds);
        _path = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            DefaultTimeout = seconds,
        }.ToString();

        _options = options;
        _pragmas = FormattableString.Invariant($"PRAGMA busy_timeout = {seconds * 1000}; PRAGMA synchronous = {(options.IsDurable ? "FULL" : "NORMAL")};")
            + (options.SqliteCacheKilobytes is { } cache ? FormattableString.Invariant($"PRAGMA cache_size = -{cache}; PRAGMA wal_autocheckpoint = {cache / 8};") : "")
            + (options.MaxSqlitePages is { } pages ? FormattableString.Invariant($"PRAGMA max_page_count = {pages};") : "");
    }

    public override string Description => _path;

    internal override Task<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            // The system gives the file free when the process ends, however that ends.
            return Task.FromResult<IAsyncDisposable?>(new FileStream($"{_path}.{name}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Explain(exception);
        }
        catch (IOException exception)
        {
            return Directory.Exists(Path.GetDirectoryName(_path)) && exception is not (FileNotFoundException or PathTooLongException)
                ? Task.FromResult<IAsyncDisposable?>(null)
                : throw Explain(exception);
        }
    }

    internal override string IsOneOf(string parameter) => $"IN {parameter}";

    internal override Task<long> SizeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Files.Select(end => new FileInfo(_path + end)).Where(file => file.Exists).Sum(file => file.Length));

    internal override async Task<bool> HasTableAsync(string name, CancellationToken cancellationToken) => File.Exists(_path) && await ReadAsync(
        connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name", new { name }), cancellationToken) > 0;

    private protected override async Task<StoreBatch> MakeBatchAsync(CancellationToken cancellationToken) =>
        new SqliteBatch((SqliteConnection)await OpenAsync(cancellationToken));

    public override async Task ShrinkAsync(CancellationToken cancellationToken) =>
        await ReadBetweenWritesAsync(connection => connection.ExecuteAsync("PRAGMA incremental_vacuum"), cancellationToken);

    public override ValueTask DisposeAsync()
    {
        using (SqliteConnection connection = new(_connectionString))
            SqliteConnection.ClearPool(connection);
        return base.DisposeAsync();
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        SqliteConnection connection = new(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(_pragmas);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override async Task ApplyMigrationsAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        CreatePrivately();
        await using DbConnection connection = await OpenAsync(cancellationToken);

        // All of them only take hold in an empty file, and outside of a transaction.
        string pageSize = _options.SqlitePageSize is { } size ? FormattableString.Invariant($"PRAGMA page_size = {size};") : "";
        await connection.ExecuteAsync($"{pageSize} PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;");

        // The lock is taken before the journal is read, so that of two processes that start together one finds the other's work done.
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        try
        {
            using SharedConnection shared = new(connection);
            _options.Migrations.Run(
                DeployChanges.To.SqliteDatabase(shared).JournalToSqliteTable(StoreMigrations.Journal).WithoutTransaction(), Description);
            await connection.ExecuteAsync("COMMIT");
        }
        catch
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    // A full disk rolls back by itself. What is said of that would hide what went wrong.
    private static async Task RollBackAsync(DbConnection connection)
    {
        try
        {
            await connection.ExecuteAsync("ROLLBACK");
        }
        catch (SqliteException)
        {
        }
    }

    protected override StoreException Explain(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => Say(StoreFault.Locked, "another program holds it. End that program, or wait for it"),
        SqliteException { SqliteErrorCode: 13 } => Say(StoreFault.Full, $"there is no room left. Free disk space{(_options.HowToMakeRoom is { } other ? $", or {other}" : "")}"),
        SqliteException { SqliteErrorCode: 11 } => Say(
            StoreFault.Corrupt, "the file is damaged. Put a copy back, or move it (with its -wal and -shm files) away: a new one is made"),
        SqliteException { SqliteErrorCode: 26 } => Say(StoreFault.Corrupt, "this is no SQLite file. Name another file, or move this one away: a new one is made"),
        SqliteException { SqliteErrorCode: 3 or 8 } or UnauthorizedAccessException => Say(
            StoreFault.Denied, "it may not be written. Give the user the right to write the file and its folder, or name another place"),
        SqliteException { SqliteErrorCode: 14 } or IOException => Say(
            StoreFault.Unreachable, "it cannot be opened. Check that the path is a file in a folder that exists and may be written"),
        SqliteException { SqliteErrorCode: 10 } => Say(StoreFault.Unreachable, "the disk cannot be read or written. Check the disk and its free space"),
        _ => Say(StoreFault.Other, $"{exception.Message}"),
    };

    private StoreException Say(StoreFault fault, string what) => new(fault, $"The store {_path} cannot be used: {what}.");

    /// <summary>Hashes of keys and conversations are nobody else's business. The log files take after the file.</summary>
    private void CreatePrivately()
    {
        if (OperatingSystem.IsWindows() || File.Exists(_path))
            return;

        FileStreamOptions options = new()
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (new FileStream(_path, options))
        {
        }
    }
}
