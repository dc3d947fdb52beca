using Dapper;

namespace FusionOfN.Jobs;

/// <summary>What items decided before they were interrupted.</summary>
internal sealed class DecisionTable
{
    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly string _job;

    // Only items that were interrupted have any, and those are no more than were in flight.
    private readonly HashSet<string> _interrupted;

    private DecisionTable(StoreDatabase database, StoreWriter writer, string job, HashSet<string> interrupted)
    {
        _database = database;
        _writer = writer;
        _job = job;
        _interrupted = interrupted;
    }

    public static async Task<DecisionTable> OpenAsync(StoreDatabase database, StoreWriter writer, string job, CancellationToken cancellationToken)
    {
        var items = await database.ReadAsync(
            connection => connection.QueryAsync<string>("SELECT DISTINCT item_id FROM decisions WHERE job_id = @job", new { job }), cancellationToken);
        return new DecisionTable(database, writer, job, items.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What an item decided before, in its order.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<(string Name, byte[] Body)>> ReadAsync(string item, CancellationToken cancellationToken)
    {
        lock (_interrupted)
        {
            if (!_interrupted.Contains(item))
                return [];
        }

        const string Sql = "SELECT name AS Name, body AS Body FROM decisions WHERE job_id = @job AND item_id = @item ORDER BY ordinal";
        return (await _database.ReadAsync(connection => connection.QueryAsync<(string, byte[])>(Sql, new { job = _job, item }), cancellationToken)).AsList();
    }

    /// <summary>Writes a decision down; returns when it is on the disk.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task AddAsync(string item, int ordinal, string name, byte[] body)
    {
        lock (_interrupted)
            _interrupted.Add(item);
        return _writer.WriteAsync(batch => batch.Add(
            "INSERT INTO decisions (job_id, item_id, ordinal, name, body) VALUES ($1, $2, $3, $4, $5)", _job, item, ordinal, name, body));
    }

    /// <summary>Forgets what an item decided: it begins anew.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task ForgetAsync(string item)
    {
        End(item);
        return _writer.WriteAsync(batch => batch.Add("DELETE FROM decisions WHERE job_id = $1 AND item_id = $2", _job, item));
    }

    /// <summary>The item has ended, and its decisions with it.</summary>
    public void End(string item)
    {
        lock (_interrupted)
            _interrupted.Remove(item);
    }
}
