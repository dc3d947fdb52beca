using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>What an output file of an earlier run already holds.</summary>
internal sealed class FinishedRows
{
    private readonly Dictionary<(string Id, string Aggregator), FuseRecord> _finished = [];
    private int _line;

    /// <summary>Finished answers.</summary>
    public int Count => _finished.Count;

    /// <summary>The bytes of the file that hold whole answers; what comes after them is the torn end of an interrupted write.</summary>
    public long IntactLength { get; private set; }

    /// <summary>Whether a torn end was found.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether the last answer is whole, but its line was not ended.</summary>
    public bool LacksLineEnd { get; private set; }

    /// <summary>The answer that is there already, without its texts; null when there is none.</summary>
    public FuseRecord? Find(string id, string aggregator) => _finished.GetValueOrDefault((id, aggregator));

    /// <summary>Reads an output file line by line; it may be far larger than memory.</summary>
    /// <param name="stream">The file, at its beginning. It stays open.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="settings">The settings of this run.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CliException">The file was written with other settings, or by something else.</exception>
    public static async Task<FinishedRows> ReadAsync(Stream stream, string path, string settings, CancellationToken cancellationToken)
    {
        FinishedRows rows = new();
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                ReadOnlySequence<byte> line = rest.Slice(0, end);
                rows._line++;
                if (!rows.Add(path, line, settings))
                    throw NotOurs(path, rows._line);
                rows.IntactLength += line.Length + 1;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                rows.AddEnd(path, rest, settings);
                return rows;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    // Only what an interruption tore off one of our own lines may be dropped.
    private void AddEnd(string path, ReadOnlySequence<byte> rest, string settings)
    {
        if (rest.Length == 0)
            return;
        _line++;
        if (Add(path, rest, settings))
        {
            IntactLength += rest.Length;
            LacksLineEnd = true;
            return;
        }

        if (_finished.Count == 0)
            throw NotOurs(path, _line);
        IsTorn = true;
    }

    private static CliException NotOurs(string path, int line) => CliException.BadInput(
        $"{path} holds something else than answers of 'fusion fuse' (line {line}), so nothing is added to it",
        "Name another --out; --restart drops what is in the file.");

    /// <returns>Whether the line is an answer, or empty.</returns>
    private bool Add(string path, ReadOnlySequence<byte> line, string settings)
    {
        string text = Encoding.UTF8.GetString(line);
        if (string.IsNullOrWhiteSpace(text))
            return true;
        if (Read(text) is not { } record)
            return false;

        if (record.Settings != settings)
        {
            throw CliException.BadInput(
                $"{path} was written with other settings ({record.Settings ?? "unknown"}), this run has {settings}",
                "Name another --out, or start again with --restart.");
        }

        _finished[(record.Id, record.Aggregator)] = record with { Answer = "", Provenance = null, Receipt = null };
        return true;
    }

    private static FuseRecord? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, CliJson.Line.FuseRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
