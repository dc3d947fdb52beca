using System.Runtime.CompilerServices;
using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>Reads JSON Lines. Empty lines are passed over.</summary>
internal sealed class JsonLineRows : IRowReader
{
    private readonly Stream _stream;

    public JsonLineRows(Stream stream) => _stream = stream;

    public bool CountsLines => true;

    public IReadOnlyList<string>? Columns => null;

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (number, text, problem) in new LineReader(_stream).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (problem is not null)
                yield return SourceRow.Bad(number, problem);
            else if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(number, text);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static SourceRow Parse(int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(WellFormedText.OfJson(text));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new SourceRow(number, document.RootElement.Clone())
                : SourceRow.Bad(number, $"the row must be an object, but it is {MessageReader.Describe(document.RootElement)}");
        }
        catch (JsonException exception)
        {
            return SourceRow.Bad(number, $"is not JSON: column {(exception.BytePositionInLine ?? 0) + 1}");
        }
    }
}
