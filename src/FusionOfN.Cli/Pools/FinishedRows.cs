using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>What an output file of an earlier run already holds.</summary>
internal sealed class FinishedRows
{
    private readonly Dictionary<(string Id, string Aggregator), bool?> _finished = [];

    /// <summary>Finished answers.</summary>
    public int Count => _finished.Count;

    /// <summary>Lines that could not be read; their rows are done again.</summary>
    public int Unreadable { get; private set; }

    /// <summary>The bytes of the file that hold whole lines; what comes after them is the torn end of an interrupted write.</summary>
    public long IntactLength { get; private set; }

    /// <summary>Whether a torn end was found.</summary>
    public bool IsTorn { get; private set; }

    public bool Contains(string id, string aggregator) => _finished.ContainsKey((id, aggregator));

    /// <summary>Whether the finished answer was right, when the file says so.</summary>
    public bool? Correct(string id, string aggregator) => _finished[(id, aggregator)];

    /// <summary>Reads an output file line by line; it may be far larger than memory.</summary>
    /// <param name="path">The file; it need not exist.</param>
    /// <param name="settings">The settings of this run.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="CliException">The file was written with other settings.</exception>
    public static async Task<FinishedRows> ReadAsync(string path, string settings, CancellationToken cancellationToken)
    {
        FinishedRows rows = new();
        if (!File.Exists(path))
            return rows;

        await using FileStream stream = File.OpenRead(path);
        PipeReader reader = PipeReader.Create(stream);
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                ReadOnlySequence<byte> line = rest.Slice(0, end);
                rows.Add(path, line, settings);
                rows.IntactLength += line.Length + 1;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            rows.IsTorn = rest.Length > 0;
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                return rows;
        }
    }

    private void Add(string path, ReadOnlySequence<byte> line, string settings)
    {
        string text = Encoding.UTF8.GetString(line);
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (Read(text) is not { } record)
        {
            Unreadable++;
            return;
        }

        if (record.Settings is not null && record.Settings != settings)
        {
            throw CliException.BadInput(
                $"{path} was written with other settings ({record.Settings}), this run has {settings}",
                "Name another --out, or start again with --restart.");
        }

        _finished[(record.Id, record.Aggregator)] = record.Correct;
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
