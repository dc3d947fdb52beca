using System.Data.Common;

namespace FusionOfN.Jobs;

/// <summary>Statements of one transaction, in their order. Parameters are written <c>$1</c>, <c>$2</c> and so on, which SQLite and PostgreSQL both read.</summary>
internal abstract class StoreBatch : IAsyncDisposable
{
    /// <summary>Adds a statement; it may be run at once, or together with the others.</summary>
    public abstract void Add(string sql, params ReadOnlySpan<object?> values);

    public abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Runs what was not run yet, and commits.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract Task RollbackAsync();

    public abstract ValueTask DisposeAsync();

    protected static void Bind(DbCommand command, ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
