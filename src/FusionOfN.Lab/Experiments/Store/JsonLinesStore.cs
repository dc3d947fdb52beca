using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using FusionOfN.Jobs;

namespace FusionOfN.Lab;

/// <summary>Rows in a file of JSON lines, found by key. An interrupted run keeps what it did.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
internal sealed class JsonLinesStore<T> : IAsyncDisposable
    where T : class
{
    private readonly Func<T, string> _key;
    private readonly ConcurrentDictionary<string, T> _rows = new(StringComparer.Ordinal);
    private readonly JsonLinesLog<T> _log;

    private JsonLinesStore(JsonLinesLog<T> log, Func<T, string> key) => (_log, _key) = (log, key);

    /// <summary>Opens a store and reads what it holds.</summary>
    /// <param name="path">The path of the file; it is created when it is not there.</param>
    /// <param name="key">The key of a row.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LabException">A line cannot be read and is not the torn end of an interrupted run.</exception>
    public static async Task<JsonLinesStore<T>> OpenAsync(string path, Func<T, string> key, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        JsonLinesStore<T> store = new(new(file, (JsonTypeInfo<T>)LabJson.Line.GetTypeInfo(typeof(T))) { IsOwn = true }, key);
        try
        {
            await store._log.ReadAsync(row => store._rows[key(row)] = row, cancellationToken).ConfigureAwait(false);
            return store;
        }
        catch (JsonLinesException exception)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw new LabException($"{path}:{exception.Line}: this is no row of a lab run: {exception.Problem}. Delete the line, or the file to start anew.", exception);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The row of a key, or null.</summary>
    public T? Find(string key) => _rows.GetValueOrDefault(key);

    /// <summary>Appends rows in one write. A row whose key is there already is left out.</summary>
    public Task AddAsync(IEnumerable<T> rows) => _log.AppendAsync([.. rows.Where(row => _rows.TryAdd(_key(row), row))]);

    public ValueTask DisposeAsync() => _log.DisposeAsync();
}
