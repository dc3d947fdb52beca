using System.Runtime.CompilerServices;
using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>Reads one JSON list of objects, one after another.</summary>
internal sealed class JsonListRows : IRowReader
{
    private readonly Stream _stream;
    private readonly string _source;

    public JsonListRows(Stream stream, string source) => (_stream, _source) = (stream, source);

    public bool CountsLines => false;

    public IReadOnlyList<string>? Columns => null;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(_stream, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await NextAsync(rows).ConfigureAwait(false))
            {
                number++;
                yield return rows.Current.ValueKind == JsonValueKind.Object
                    ? new SourceRow(number, rows.Current)
                    : SourceRow.Bad(number, $"the row must be an object, but it is {MessageReader.Describe(rows.Current)}");
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    // What follows a mistake in a list cannot be told apart, so it ends the file.
    private async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> rows)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new SynthesisException(
                $"{_source} is not JSON: line {(exception.LineNumber ?? 0) + 1}, column {(exception.BytePositionInLine ?? 0) + 1}",
                "Mend it there; a file with one object a line is JSON Lines (.jsonl).");
        }
    }
}
