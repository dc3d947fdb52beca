using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>The folder of a job: what it is, its store, and the data set that is made of it.</summary>
internal sealed class SynthFolder
{
    /// <summary>The name of the job in its store.</summary>
    public const string JobName = "synth";

    private const string DocumentFile = "job.json";
    /// <summary>The store, when it is in the folder.</summary>
    public const string StoreFile = "job.db";

    private readonly CliHost _host;

    public SynthFolder(CliHost host, string path)
    {
        _host = host;
        Shown = path;
        FullPath = host.FullPath(path);
    }

    /// <summary>Files of which a job's folder has at least one.</summary>
    public static IReadOnlyList<string> OwnFiles { get; } = [DocumentFile, StoreFile];

    /// <summary>The folder as the command line has it.</summary>
    public string Shown { get; }

    public string FullPath { get; }

    /// <summary>Where the data set goes.</summary>
    public string Data => Path.Combine(FullPath, "data");

    /// <summary>Writes down what the job is.</summary>
    public void Save(SynthJobDocument document)
    {
        string path = Path.Combine(FullPath, DocumentFile);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(document, CliJson.Pretty.SynthJobDocument) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Reads what the job is.</summary>
    /// <exception cref="CliException">There is no job here.</exception>
    public SynthJobDocument Load()
    {
        string path = Path.Combine(FullPath, DocumentFile);
        if (!File.Exists(path))
            throw CliException.BadInput($"{Shown} holds no job of 'fusion synth': {DocumentFile} is missing", "Name the folder that --out named.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), CliJson.Line.SynthJobDocument) is { Format: 1 } document
                ? document
                : throw CliException.BadInput($"{Shown}/{DocumentFile} is of another version");
        }
        catch (JsonException exception)
        {
            throw CliException.BadInput($"{Shown}/{DocumentFile}:{(exception.LineNumber ?? 0) + 1}: is not what 'fusion synth run' writes", "Run the job's command again; it writes the file anew.");
        }
    }

    /// <summary>What the job is, when one was begun here; else null.</summary>
    public SynthJobDocument? LoadedOrNull() => File.Exists(Path.Combine(FullPath, DocumentFile)) ? Load() : null;

    /// <summary>Opens the store.</summary>
    /// <param name="store">Where it is, when that is not in the folder.</param>
    /// <param name="cancellationToken">Stops opening it.</param>
    /// <exception cref="StoreException">It does not work.</exception>
    public Task<JobStore> OpenStoreAsync(string? store, CancellationToken cancellationToken) => JobStore.OpenAsync(
        store is null ? StoreAddress.Parse(Path.Combine(FullPath, StoreFile), FullPath, mayHoldPassword: false) : StoreAddress.Parse(store, _host.WorkingDirectory, mayHoldPassword: false).WithPassword(_host.Variable),
        new JobStoreOptions { Time = _host.Time },
        cancellationToken);

    /// <summary>Opens the job that is there.</summary>
    /// <exception cref="CliException">It was never begun.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async Task<JobLog> FindJobAsync(JobStore store, CancellationToken cancellationToken) =>
        await store.FindJobAsync(NameIn(Load()), cancellationToken) ?? throw CliException.BadInput($"{Shown} was never run to its first prompt", "Run 'fusion synth run' first.");

    /// <summary>The job's name: in a store that several jobs share, its folder tells them apart.</summary>
    public string NameIn(SynthJobDocument document) => document.Store is null ? JobName : $"{JobName}:{FullPath}";
}
