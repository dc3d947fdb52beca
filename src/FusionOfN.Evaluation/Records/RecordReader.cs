using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>Reads the objects of a file one by one, whether they stand in one list or on a line each.</summary>
internal static class RecordReader
{
    private const int HeadBytes = 4_096;

    /// <summary>Reads the objects in their order.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is no JSON.</exception>
    public static async IAsyncEnumerable<Record> ReadAsync(CorpusFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream unpacked = await Task.Run(() => UnpackedStream.Open(file), cancellationToken).ConfigureAwait(false);
        byte[] head = new byte[HeadBytes];
        int count = await unpacked.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        Stream stream = new PrefixedStream(head.AsMemory(0, count), unpacked);
        await foreach (Record record in FirstCharacter(head.AsSpan(0, count), file.Name) == '['
            ? ListAsync(stream, file.Name, cancellationToken).ConfigureAwait(false)
            : LinesAsync(new(file.Name, new PythonJsonStream(stream)), cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private static char FirstCharacter(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("PK"u8))
            throw new CorpusException($"{name} is a zip archive, and no JSON. Logs of inspect_ai are read by the format inspect.");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new CorpusException($"{name} is UTF-16. Save it as UTF-8.");
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        head = head.TrimStart(" \t\r\n"u8);
        return head switch
        {
            [] => throw new CorpusException($"{name} is empty."),
            [(byte)'[', ..] => '[',
            [(byte)'{', ..] => '{',
            _ => throw new CorpusException($"{name} is neither a JSON list nor JSON Lines: it begins with '{(char)head[0]}'."),
        };
    }

    private static async IAsyncEnumerable<Record> ListAsync(Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<JsonElement> records = JsonSerializer
            .DeserializeAsyncEnumerable(new PythonJsonStream(WithoutMark(stream)), RecordJson.Default.JsonElement, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using var _ = records.ConfigureAwait(false);
        for (int number = 1; await MoveAsync(records, name, number).ConfigureAwait(false); number++)
            yield return new(string.Create(CultureInfo.InvariantCulture, $"{name}, record {number}"), records.Current);
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<JsonElement> records, string name, int number)
    {
        try
        {
            return await records.MoveNextAsync().ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new CorpusException(string.Create(CultureInfo.InvariantCulture, $"{name}, record {number}, line {(exception.LineNumber ?? 0) + 1}: not JSON: {JsonMistake.Describe(exception)}."));
        }
    }

    private static async IAsyncEnumerable<Record> LinesAsync(CorpusFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using LineReader reader = LineReader.Open(file);
        while (await Task.Run(() => reader.Read(64), cancellationToken).ConfigureAwait(false) is { } block)
        {
            using (block)
            {
                for (int row = 0; row < block.Count; row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    string place = string.Create(CultureInfo.InvariantCulture, $"{file.Name}:{block.FirstLine + row}");
                    if (block[row].Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                        yield return Parse(block[row], place);
                }
            }
        }
    }

    private static Record Parse(ReadOnlyMemory<byte> line, string place)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return new(place, document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new CorpusException(string.Create(
                CultureInfo.InvariantCulture, $"{place}: not JSON, column {(exception.BytePositionInLine ?? 0) + 1}: {JsonMistake.Describe(exception)}. An object belongs on each line, or all of them in one list."));
        }
    }

    private static Stream WithoutMark(Stream stream)
    {
        byte[] head = new byte[3];
        int count = stream.ReadAtLeast(head, 3, throwOnEndOfStream: false);
        return count == 3 && head.AsSpan().SequenceEqual("\uFEFF"u8) ? stream : new PrefixedStream(head.AsMemory(0, count), stream);
    }
}
