using Microsoft.Data.Sqlite;

namespace FusionOfN.Jobs;

/// <summary>A batch on a connection of its own, whose statements are prepared once and run as they come.</summary>
internal sealed class SqliteBatch : StoreBatch
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    public SqliteBatch(SqliteConnection connection) => _connection = connection;

    public override void Add(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out SqliteCommand? command))
            _prepared[sql] = command = Prepare(sql, values.Length);
        command.Transaction = _transaction;
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    // Not deferred: the lock is taken where waiting for it is possible, and not at the first write of a transaction that has read already.
    public override Task BeginAsync(CancellationToken cancellationToken)
    {
        _transaction = _connection.BeginTransaction(deferred: false);
        return Task.CompletedTask;
    }

    public override Task CommitAsync(CancellationToken cancellationToken)
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        return Task.CompletedTask;
    }

    public override Task RollbackAsync()
    {
        try
        {
            _transaction?.Dispose();
        }
        catch (SqliteException)
        {
            // A full disk rolls back by itself; there is nothing left to undo.
        }

        _transaction = null;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (SqliteCommand command in _prepared.Values)
            await command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }
}
