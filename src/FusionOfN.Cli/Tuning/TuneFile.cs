using System.Text.Json;

namespace FusionOfN.Cli;

/// <summary>The file beside a training file that remembers its fine-tuning job. It never holds a key.</summary>
internal sealed class TuneFile
{
    /// <summary>What the file's name ends with.</summary>
    public const string Suffix = ".tune.json";

    private readonly string _path;

    /// <param name="host">The process.</param>
    /// <param name="name">The training file or the file itself, as the command line has it.</param>
    public TuneFile(CliHost host, string name)
    {
        Shown = name.EndsWith(Suffix, StringComparison.Ordinal) ? name : name + Suffix;
        _path = host.FullPath(Shown);
    }

    /// <summary>The file as the command line would name it.</summary>
    public string Shown { get; }

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public TuneState? ReadOrNull()
    {
        if (!File.Exists(_path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(_path), CliJson.Line.TuneState) is { Format: 1 } state ? state : throw CliException.BadInput($"{Shown} is of another version");
        }
        catch (JsonException exception)
        {
            throw CliException.BadInput($"{Shown}:{(exception.LineNumber ?? 0) + 1}: is not what 'fusion tune' writes", "Name the file of a job, or move this one away.");
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="CliException">There is none, or it is something else.</exception>
    public TuneState Read() => ReadOrNull() ?? throw CliException.BadInput($"there is no {Shown}: no fine-tuning job was begun here", "'fusion tune start' begins one.");

    public void Write(TuneState state)
    {
        File.WriteAllText(_path + ".new", JsonSerializer.Serialize(state, CliJson.Pretty.TuneState) + "\n");
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
