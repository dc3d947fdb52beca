using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace FusionOfN.Synthesis;

/// <summary>Reads separated values with a header. A field in quotation marks may go over several lines; a row's number is that of its first line.</summary>
internal sealed class SeparatedRows : IRowReader
{
    private const int MaxFieldCharacters = 16 * 1024 * 1024;

    private readonly string _source;
    private readonly StreamReader _text;
    private readonly CsvParser _parser;
    private string? _badField;

    private SeparatedRows(StreamReader text, string source, string separator)
    {
        _text = text;
        _source = source;
        _parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            MaxFieldSize = MaxFieldCharacters,
            BadDataFound = bad => _badField = bad.Field,
        });
    }

    public bool CountsLines => true;

    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="SynthesisException">There is no header, or it names a column twice.</exception>
    public static async Task<SeparatedRows> OpenAsync(PeekedStream stream, string source, PromptFormat format)
    {
        var text = new StreamReader(stream.Whole, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        var separator = format == PromptFormat.Tsv ? "\t" : SeparatorOf(stream.Start.Span);
        SeparatedRows rows = new(text, source, separator);
        if (!await rows.NextAsync().ConfigureAwait(false))
            throw new SynthesisException($"{source} is empty", "Its first line must name the columns.");

        string[] columns = [.. rows._parser.Record!.Select(name => name.Trim())];
        if (columns.FirstOrDefault(name => columns.Count(other => other == name) > 1) is { } twice)
            throw new SynthesisException(twice.Length == 0 ? $"{source}:1: two columns have no name" : $"{source}:1: the column '{twice}' is there twice", "Give every column a name of its own.");
        rows.Columns = columns;
        return rows;
    }

    public async IAsyncEnumerable<SourceRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Row();
        }
    }

    public ValueTask DisposeAsync()
    {
        _parser.Dispose();
        _text.Dispose();
        return ValueTask.CompletedTask;
    }

    // A semicolon is what spreadsheets write where the comma stands in numbers.
    private static string SeparatorOf(ReadOnlySpan<byte> start)
    {
        var line = start.IndexOf((byte)'\n') is var end and >= 0 ? start[..end] : start;
        return line.Count((byte)';') > line.Count((byte)',') ? ";" : ",";
    }

    private async Task<bool> NextAsync()
    {
        _badField = null;
        try
        {
            return await _parser.ReadAsync().ConfigureAwait(false);
        }
        catch (MaxFieldSizeException)
        {
            throw Unclosed($"{_source}:{_parser.RawRow + 1}: a field is longer than {MaxFieldCharacters / (1024 * 1024)} million characters");
        }
        catch (DecoderFallbackException)
        {
            throw new SynthesisException($"{_source} is not UTF-8 (near line {_parser.RawRow + 1})", "Save the file as UTF-8.");
        }
    }

    private SourceRow Row()
    {
        var fields = _parser.Record!;
        var raw = _parser.RawRecord;
        var first = _parser.RawRow - raw.AsSpan().TrimEnd("\r\n").Count('\n');
        if (_badField is { } bad && bad.StartsWith('"'))
        {
            // To its end, the line ends included, the file is one field then.
            return bad.Contains('\n', StringComparison.Ordinal)
                ? SourceRow.Bad(_parser.RawRow - raw.AsSpan().Count('\n'), "a quotation mark that opens a field here is never closed, so what follows cannot be told apart")
                : SourceRow.Bad(first, "a field goes on after its closing quotation mark; a mark inside of a field is written twice (\"\")");
        }

        if (fields.Length != Columns.Count)
            return SourceRow.Bad(first, $"has {fields.Length} fields, but the header names {Columns.Count} columns; a field with a separator in it needs quotation marks");

        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            writer.WriteStartObject();
            for (var i = 0; i < fields.Length; i++)
            {
                // An empty field is no value: files of this kind cannot tell the two.
                if (fields[i].Length > 0)
                    writer.WriteString(Columns[i], WellFormedText.Of(fields[i]));
            }

            writer.WriteEndObject();
        }

        json.Position = 0;
        using var document = JsonDocument.Parse(json);
        return new SourceRow(first, document.RootElement.Clone());
    }

    private static SynthesisException Unclosed(string message) => new(message, "Most likely a quotation mark before it was never closed.");
}
