using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace FusionOfN.Jobs;

/// <summary>One question that is asked again and again: on connections that are kept, with a statement that is prepared once.</summary>
internal sealed class PreparedQuery : IAsyncDisposable
{
    // A reader of SQLite keeps a thread, one of PostgreSQL a connection of the server.
    private const int MaxReaders = 8;

    private readonly StoreDatabase _database;
    private readonly string _sql;
    private readonly int _parameters;
    private readonly ConcurrentBag<DbCommand> _commands = [];
    private readonly SemaphoreSlim _readers = new(MaxReaders);

    public PreparedQuery(StoreDatabase database, string sql, int parameters) => (_database, _sql, _parameters) = (database, sql, parameters);

    /// <summary>Asks for one row.</summary>
    /// <returns>What was read of it; null when there is none.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<T?> FindAsync<T>(Func<DbDataReader, T> read, object value, CancellationToken cancellationToken)
        where T : class
    {
        await _readers.WaitAsync(cancellationToken);
        DbCommand? command = null;
        try
        {
            if (!_commands.TryTake(out command))
                command = await PrepareAsync(cancellationToken);
            command.Parameters[0].Value = value;
            T? found = null;
            await using (DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                if (await reader.ReadAsync(cancellationToken))
                    found = read(reader);
            }

            _commands.Add(command);
            command = null;
            return found;
        }
        catch (Exception exception) when (StoreDatabase.IsFault(exception))
        {
            throw _database.Describe(exception);
        }
        finally
        {
            if (command is not null)
                await CloseAsync(command);
            _readers.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_commands.TryTake(out DbCommand? command))
            await CloseAsync(command);
        _readers.Dispose();
    }

    private async Task<DbCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await _database.ConnectAsync(cancellationToken);
        DbCommand command = connection.CreateCommand();
        command.CommandText = _sql;
        for (int i = 1; i <= _parameters; i++)
            command.Parameters.Add(command is SqliteCommand ? new SqliteParameter($"${i}", null) : new NpgsqlParameter { Value = Array.Empty<byte>() });
        return command;
    }

    private static async Task CloseAsync(DbCommand command)
    {
        DbConnection? connection = command.Connection;
        await command.DisposeAsync();
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
