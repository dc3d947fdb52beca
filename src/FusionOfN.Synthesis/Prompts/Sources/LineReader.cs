using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace FusionOfN.Synthesis;

/// <summary>Cuts a stream into lines, each with a bound: a file that was named by mistake may have no line end at all.</summary>
internal sealed class LineReader
{
    /// <summary>The longest line, in bytes: far more than any model takes.</summary>
    public const int MaxLineBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly PipeReader _pipe;

    public LineReader(Stream stream) => _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));

    /// <summary>Reads every line.</summary>
    /// <returns>The lines with their numbers; one that is too long or no UTF-8 has a problem in place of its text.</returns>
    public async IAsyncEnumerable<(int Number, string? Text, string? Problem)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        var skips = false;
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (!skips)
                    yield return Line(++number, rest.Slice(0, end));
                skips = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (!skips && rest.Length > MaxLineBytes)
            {
                yield return (++number, null, $"is longer than {MaxLineBytes / (1024 * 1024)} MB");
                skips = true;
            }

            if (read.IsCompleted)
            {
                if (!skips && rest.Length > 0)
                    yield return Line(++number, rest);
                await _pipe.CompleteAsync().ConfigureAwait(false);
                yield break;
            }

            if (skips)
                rest = rest.Slice(rest.End);
            _pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static (int Number, string? Text, string? Problem) Line(int number, ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length > MaxLineBytes)
            return (number, null, $"is longer than {MaxLineBytes / (1024 * 1024)} MB");
        try
        {
            var text = Strict.GetString(bytes);
            return (number, number == 1 ? text.TrimStart('\uFEFF') : text, null);
        }
        catch (DecoderFallbackException)
        {
            return (number, null, "is not UTF-8; save the file as UTF-8");
        }
    }
}
