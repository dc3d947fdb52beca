using System.Data.Common;
using Dapper;

namespace FusionOfN.Jobs;

/// <summary>
/// One reading of the input from its beginning, chunk by chunk: writes down what is new, and finds which rows have ended already. Rows are the same when their
/// content is, wherever they stand now; nothing of them is held in memory.
/// </summary>
internal sealed class InputPass
{
    // Rows that come again and again are counted here instead of looked up; beyond this many different ones the others are looked up.
    private const int MaxRemembered = 10_000;

    private readonly StoreDatabase _database;
    private readonly StoreWriter _writer;
    private readonly string _job;
    private readonly Dictionary<string, long> _repeated = new(StringComparer.Ordinal);
    private long _next;
    private bool _isChanged;

    public InputPass(StoreDatabase database, StoreWriter writer, string job) => (_database, _writer, _job) = (database, writer, job);

    /// <summary>Takes the next rows of the input.</summary>
    /// <param name="contents">The names of their contents.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The items in the same order, and how each stands.</returns>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<IReadOnlyList<(InputRow Row, ItemState State)>> AddAsync(IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        long first = _next;
        _next += contents.Count;
        InputRow[] known = await _database.ReadAsync(connection => ReadAsync(connection, first, contents.Count), cancellationToken);
        bool isSame = !_isChanged && known.Length == contents.Count && known.Zip(contents).All(pair => pair.First.Content == pair.Second);
        InputRow[] rows = isSame ? known : await NumberAsync(first, contents, cancellationToken);
        if (isSame)
            Remember(rows);
        else
            await WriteAsync(rows, known);

        var states = await _database.ReadAsync(connection => StatesAsync(connection, rows), cancellationToken);
        return [.. rows.Select(row => (row, states.GetValueOrDefault(row.Id)))];
    }

    /// <summary>The input has ended: rows that stood behind its end belong to it no more.</summary>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task CompleteAsync() => _writer.WriteAsync(batch =>
    {
        batch.Add("DELETE FROM items WHERE job_id = $1 AND position >= $2", _job, _next);
        batch.Add("UPDATE jobs SET items = $2 WHERE job_id = $1", _job, _next);
    });

    private async Task<InputRow[]> ReadAsync(DbConnection connection, long first, int count)
    {
        const string Sql = "SELECT position AS Position, content AS Content, occurrence AS Occurrence FROM items WHERE job_id = @job AND position >= @first AND position < @last ORDER BY position";
        return [.. await connection.QueryAsync<InputRow>(Sql, new { job = _job, first, last = first + count })];
    }

    /// <summary>Numbers the occurrences of each content. Rows before these were all looked at in this pass, so the table has them as they stand now.</summary>
    private async Task<InputRow[]> NumberAsync(long first, IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        _isChanged = true;
        string[] unknown = [.. contents.Distinct(StringComparer.Ordinal).Where(content => !_repeated.ContainsKey(content))];
        string sql = $"SELECT content, MAX(occurrence) FROM items WHERE job_id = @job AND position < @first AND content {_database.IsOneOf("@contents")} GROUP BY content";
        Dictionary<string, long> last = first == 0 || unknown.Length == 0 ? [] : (await _database.ReadAsync(
            connection => connection.QueryAsync<(string Content, long Occurrence)>(sql, new { job = _job, first, contents = unknown }), cancellationToken))
            .ToDictionary(row => row.Content, row => row.Occurrence, StringComparer.Ordinal);
        InputRow[] rows = new InputRow[contents.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            string content = contents[i];
            long occurrence = _repeated.TryGetValue(content, out long repeated) ? repeated + 1 : last.TryGetValue(content, out long before) ? before + 1 : 0;
            rows[i] = new InputRow { Position = first + i, Content = content, Occurrence = occurrence };
            last[content] = occurrence;
            Remember(rows[i]);
        }

        return rows;
    }

    private void Remember(params ReadOnlySpan<InputRow> rows)
    {
        foreach (InputRow row in rows)
        {
            if (row.Occurrence > 0 && (_repeated.Count < MaxRemembered || _repeated.ContainsKey(row.Content)))
                _repeated[row.Content] = row.Occurrence;
        }
    }

    private Task WriteAsync(InputRow[] rows, InputRow[] known)
    {
        var before = known.ToDictionary(row => row.Position);
        InputRow[] changed = [.. rows.Where(row => before.GetValueOrDefault(row.Position) != row)];
        return changed.Length == 0 ? Task.CompletedTask : _writer.WriteAsync(batch =>
        {
            foreach (InputRow row in changed)
            {
                batch.Add(
                    """
                    INSERT INTO items (job_id, position, content, occurrence) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (job_id, position) DO UPDATE SET content = excluded.content, occurrence = excluded.occurrence
                    """,
                    _job, row.Position, row.Content, row.Occurrence);
            }
        });
    }

    private async Task<Dictionary<string, ItemState>> StatesAsync(DbConnection connection, InputRow[] rows)
    {
        string sql = $"SELECT item_id, state FROM results WHERE job_id = @job AND item_id {_database.IsOneOf("@ids")}";
        string[] ids = [.. rows.Select(row => row.Id)];
        return (await connection.QueryAsync<(string Id, long State)>(sql, new { job = _job, ids })).ToDictionary(row => row.Id, row => (ItemState)row.State, StringComparer.Ordinal);
    }
}
