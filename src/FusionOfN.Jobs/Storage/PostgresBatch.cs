using Npgsql;

namespace FusionOfN.Jobs;

/// <summary>A batch that goes to the server in one round trip.</summary>
internal sealed class PostgresBatch : StoreBatch
{
    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;
    private NpgsqlBatch? _batch;

    public PostgresBatch(NpgsqlDataSource source) => _source = source;

    public override void Add(string sql, params ReadOnlySpan<object?> values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object? value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        _batch!.BatchCommands.Add(command);
    }

    public override async Task BeginAsync(CancellationToken cancellationToken)
    {
        _connection = await _source.OpenConnectionAsync(cancellationToken);
        _transaction = await _connection.BeginTransactionAsync(cancellationToken);
        _batch = new NpgsqlBatch(_connection, _transaction);
    }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_batch!.BatchCommands.Count > 0)
            await _batch.ExecuteNonQueryAsync(cancellationToken);
        await _transaction!.CommitAsync(cancellationToken);
        await CloseAsync();
    }

    public override async Task RollbackAsync() => await CloseAsync();

    public override async ValueTask DisposeAsync() => await CloseAsync();

    private async Task CloseAsync()
    {
        if (_batch is not null)
            await _batch.DisposeAsync();
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        (_batch, _transaction, _connection) = (null, null, null);
    }
}
