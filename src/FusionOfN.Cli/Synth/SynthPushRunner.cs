using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Local;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth push</c>.</summary>
internal sealed class SynthPushRunner(CliHost host, string repository, string data)
{
    private const int ShownFiles = 20;

    public bool Creates { get; init; }

    public bool IsPublic { get; init; }

    public required string Branch { get; init; }

    public string? Message { get; init; }

    public bool IsDryRun { get; init; }

    public bool Json { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        HubOptions options = HubAccess.Options(host, Branch);
        if (options.Token is null)
            throw CliException.Configuration($"a push needs a token that may write, and {HubAccess.TokenVariable} is not set", "Make one on the hub's page of access tokens.");
        string folder = SynthReportRunner.FolderOf(host, data);
        DataSetManifest manifest = await ReadAsync(folder, cancellationToken);
        using HttpClient http = HubAccess.Client();
        try
        {
            HubPushOptions push = new()
            {
                Summary = Message ?? Summary(manifest),
                Creates = Creates,
                IsPublic = IsPublic,
                IsDryRun = IsDryRun,
                Removed = await EarlierAsync(new HubDataSets(http, SynthHub.Folder(host), options), cancellationToken),
            };
            (string, string)[] files = [.. manifest.Files.Select(file => file.Path).Append(DataSetManifest.FileName).Select(path => (path, Path.Combine(folder, path)))];
            HubUpload hub = new(http, options);
            HubPushResult result = IsDryRun
                ? await hub.PushAsync(repository, files, push, progress: null, cancellationToken)
                : await ByteProgress.RunAsync(host, $"pushing {repository}", progress => hub.PushAsync(repository, files, push, progress, cancellationToken));
            Write(result);
            return ExitCode.Ok;
        }
        catch (LocalModelException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine("stopped, and nothing was committed; the same command goes on from here");
            return ExitCode.Cancelled;
        }
    }

    /// <summary>The manifest, when every file is as it says: nobody wants to publish half a data set.</summary>
    private static async Task<DataSetManifest> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            (_, IReadOnlyList<string> problems) = await DataSetVerifier.VerifyAsync(folder, cancellationToken);
            return problems.Count == 0
                ? await DataSetManifest.ReadAsync(folder, cancellationToken)
                : throw CliException.BadInput($"the data set is not as it was written: {TerminalText.OneLine(problems[0])}{(problems.Count > 1 ? $", and {problems.Count - 1} more" : "")}", "'fusion synth export' writes it anew.");
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint);
        }
    }

    // What an earlier push brought and this one does not: shards of a larger set, say. Files that came in another way are left alone.
    private async Task<IReadOnlyList<string>> EarlierAsync(HubDataSets hub, CancellationToken cancellationToken)
    {
        try
        {
            HubDataSet set = await hub.FindAsync(repository, cancellationToken);
            if (!set.Paths.Contains(DataSetManifest.FileName))
                return [];
            string file = (await hub.FetchAsync(set, [DataSetManifest.FileName], cancellationToken: cancellationToken))[0];
            return [.. (await DataSetManifest.ReadAsync(Path.GetDirectoryName(file)!, cancellationToken)).Files.Select(known => known.Path)];
        }
        catch (Exception exception) when (exception is LocalModelException or SynthesisException)
        {
            // Not there, or not ours. Whether it can be pushed to is the push's to say.
            return [];
        }
    }

    private static string Summary(DataSetManifest manifest) =>
        $"Data set of {Figures.Of(manifest.Files.Sum(file => file.Rows ?? 0), "row")}, made with FusionOfN {manifest.Version}";

    private void Write(HubPushResult result)
    {
        if (Json)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(new PushDocument(repository, result.Address, result.Commit, IsDryRun, result.Created, result.Sent, result.Removed, result.Unchanged, result.Bytes), CliJson.Pretty.PushDocument));
            return;
        }

        foreach (string path in result.Sent.Take(IsDryRun ? ShownFiles : 0))
            host.Out.WriteLine($"would send {path}");
        if (IsDryRun && result.Sent.Count > ShownFiles)
            host.Out.WriteLine($"would send {Figures.Of(result.Sent.Count - ShownFiles, "more file")}");
        foreach (string path in IsDryRun ? result.Removed : [])
            host.Out.WriteLine($"would remove {path}");
        string made = result.Created ? $"a new {(IsPublic ? "public" : "private")} data set, " : "";
        string figures = $"{made}{Figures.Of(result.Sent.Count, "file")} ({Figures.Bytes(result.Bytes)}), {Figures.Of(result.Removed.Count, "file")} removed, {Figures.Count(result.Unchanged)} there already";
        host.Error.WriteLine(IsDryRun ? $"nothing was sent: {figures}"
            : result.Sent.Count + result.Removed.Count == 0 ? $"{result.Address} has all of it already"
            : $"{result.Address}: {figures}, commit {result.Commit}");
    }
}
