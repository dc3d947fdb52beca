using System.Data.Common;

namespace FusionOfN.Jobs;

/// <summary>A database as the store uses it. The statements are the same everywhere; opening, locking and faults are not.</summary>
public abstract class StoreDatabase : IAsyncDisposable
{
    // One writer at a time in this process: SQLite allows no more, and what is read under it stands beside no half-known write.
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Where it is, for people. Never holds a password.</summary>
    public abstract string Description { get; }

    /// <summary>Reads.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Explain(exception);
        }
    }

    /// <summary>Writes in one transaction, alone among the writers of this process.</summary>
    /// <param name="write">The writes.</param>
    /// <param name="committed">Runs after the commit and before the next writer.</param>
    /// <param name="cancellationToken">Stops waiting and writing.</param>
    /// <exception cref="StoreException">The store does not work. Nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> write, Action<T>? committed, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            T result = await write(transaction);
            await transaction.CommitAsync(cancellationToken);
            committed?.Invoke(result);
            return result;
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Explain(exception);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Reads while no writer of this process is at work.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<T> ReadBetweenWritesAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            return await ReadAsync(read, cancellationToken);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>A batch for one writer, which keeps it and gives it to <see cref="WriteBatchAsync"/> again and again.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal async Task<StoreBatch> OpenBatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await MakeBatchAsync(cancellationToken);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Explain(exception);
        }
    }

    /// <summary>Writes in one transaction, alone among the writers of this process.</summary>
    /// <exception cref="StoreException">The store does not work. Nothing was written.</exception>
    internal async Task WriteBatchAsync(StoreBatch batch, IReadOnlyList<Action<StoreBatch>> writes)
    {
        await _writer.WaitAsync();
        try
        {
            await batch.BeginAsync(CancellationToken.None);
            foreach (Action<StoreBatch> write in writes)
                write(batch);
            await batch.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            await batch.RollbackAsync();
            if (!IsFault(exception))
                throw;
            throw Explain(exception);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Takes hold of a name, so that no other process does; it is given free when it is disposed, or when the process ends, however that ends.</summary>
    /// <returns>The hold; null when another has it.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal abstract Task<IAsyncDisposable?> TryHoldAsync(string name, CancellationToken cancellationToken);

    /// <summary>The bytes that it takes on the disk.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal abstract Task<long> SizeAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is a table of this name; nothing is made.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    internal abstract Task<bool> HasTableAsync(string name, CancellationToken cancellationToken);

    /// <summary>How a statement says that a value is one of a parameter's, which is an array.</summary>
    internal abstract string IsOneOf(string parameter);

    /// <summary>Opens a connection for a caller that keeps it.</summary>
    internal Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    internal StoreException Describe(Exception exception) => Explain(exception);

    internal static bool IsFault(Exception exception) => exception is DbException or IOException or UnauthorizedAccessException or TimeoutException;

    private protected abstract Task<StoreBatch> MakeBatchAsync(CancellationToken cancellationToken);

    /// <summary>Brings the tables up to date; several processes may do so at once.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ApplyMigrationsAsync(cancellationToken);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Explain(exception);
        }
    }

    /// <summary>Gives room back after many rows were deleted.</summary>
    public virtual Task ShrinkAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Closes the database's connections.</summary>
    public virtual ValueTask DisposeAsync()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the scripts that were not run yet.</summary>
    protected abstract Task ApplyMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Opens a connection.</summary>
    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Puts a driver's exception into words.</summary>
    protected abstract StoreException Explain(Exception exception);
}
