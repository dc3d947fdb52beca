using Dapper;

namespace FusionOfN.Jobs;

/// <summary>Where jobs are kept: their calls, the state of their items and their results. An SQLite file in the job's folder by default, or a PostgreSQL database.</summary>
public sealed class JobStore : IAsyncDisposable
{
    // Replies are larger than a page of the usual size, and overflow pages cost one more read each.
    private const int PageSize = 8192;
    private const int CacheKilobytes = 16 * 1024;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly TimeProvider _time;

    private JobStore(StoreDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _writer = new StoreWriter(database, time);
        Calls = new CallStore(database, _writer, time);
    }

    /// <summary>Where it is, for people. Never holds a password.</summary>
    public string Description => _database.Description;

    /// <summary>What was bought.</summary>
    public CallStore Calls { get; }

    /// <summary>Opens a store, and makes or updates its tables.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="options">How it is used; when null, the standard.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="StoreException">It does not work; the message has the mend.</exception>
    public static async Task<JobStore> OpenAsync(StoreAddress address, JobStoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        options ??= new JobStoreOptions();
        StoreDatabase database = address.ToDatabase(new StoreDatabaseOptions
        {
            Migrations = new StoreMigrations(typeof(JobStore).Assembly, "FusionOfN.Jobs.Storage.Migrations."),
            ApplicationName = "fusion job",
            LockTimeout = options.LockTimeout,
            IsDurable = true,
            SqlitePageSize = PageSize,
            SqliteCacheKilobytes = CacheKilobytes,
            MaxSqlitePages = options.MaxSqlitePages,
            HowToMakeRoom = "delete calls that are not wanted any more with 'fusion store prune'",
        });
        try
        {
            if (options.MustExist && !await database.HasTableAsync("calls", cancellationToken))
                throw new StoreException(StoreFault.Other, $"{database.Description} is no store of jobs. Name the folder of a job, or the store that --store named when it was run.");
            await database.MigrateAsync(cancellationToken);
            return new JobStore(database, options.Time);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a job, or goes on with it. It belongs to this process until the log is disposed, or the process ends.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="JobChangedException">It was begun with other settings; the message says which.</exception>
    /// <exception cref="StoreException">The store does not work, or another process has the job; the message says which.</exception>
    public async Task<JobLog> OpenJobAsync(JobDefinition job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentException.ThrowIfNullOrWhiteSpace(job.Name);
        IAsyncDisposable? hold = await _database.TryHoldAsync(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(job.Name)), cancellationToken);
        if (hold is null)
        {
            string? holder = (await FindAsync(job.Name, cancellationToken))?.Holder;
            throw new StoreException(
                StoreFault.Locked, $"The job '{job.Name}' in {Description} is being worked on{(holder is null ? " by another process" : $" by {holder}")}. Wait until that is done, or end it.");
        }

        try
        {
            JobRow row = await FindAsync(job.Name, cancellationToken) ?? new JobRow
            {
                JobId = Guid.CreateVersion7().ToString("n"),
                Name = job.Name,
                Seed = job.Seed,
                CreatedMs = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            JobIdentityCheck.Run(row, job, Description);
            row = row with { Settings = JobIdentityCheck.Write(job.Settings), Holder = Holder() };
            await _database.WriteAsync(
                transaction => transaction.Connection!.ExecuteAsync(
                    """
                    INSERT INTO jobs (job_id, name, seed, settings, created_ms, items, holder) VALUES (@JobId, @Name, @Seed, @Settings, @CreatedMs, NULL, @Holder)
                    ON CONFLICT (job_id) DO UPDATE SET settings = excluded.settings, holder = excluded.holder
                    """,
                    row,
                    transaction),
                null,
                cancellationToken);
            return await JobLog.OpenAsync(_database, _writer, Calls, row, _time, hold, cancellationToken);
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>A job's log to be read while another process may work on it; null when there is no such job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<JobLog?> FindJobAsync(string name, CancellationToken cancellationToken = default) => await FindAsync(name, cancellationToken) is { } row
        ? await JobLog.OpenAsync(_database, _writer, Calls, row, _time, hold: null, cancellationToken)
        : null;

    /// <summary>The jobs of the store, oldest first.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<JobSummary>> ListJobsAsync(CancellationToken cancellationToken = default)
    {
        var rows = await _database.ReadAsync(connection => connection.QueryAsync<JobRow>($"{JobRow.Select} ORDER BY created_ms, job_id"), cancellationToken);
        List<JobSummary> jobs = [];
        foreach (JobRow row in rows)
        {
            await using JobLog log = await JobLog.OpenAsync(_database, _writer, Calls, row, _time, hold: null, cancellationToken);
            jobs.Add(await log.SummariseAsync(cancellationToken));
        }

        return jobs;
    }

    /// <summary>Writes what waits and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await Calls.CloseAsync();
        await _database.DisposeAsync();
    }

    private Task<JobRow?> FindAsync(string name, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<JobRow>($"{JobRow.Select} WHERE name = @name", new { name }), cancellationToken);

    private string Holder() => FormattableString.Invariant($"process {Environment.ProcessId} on {Environment.MachineName}, since {_time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC");
}
