namespace FusionOfN.Local;

/// <summary>Pulls models from the Hugging Face hub, or a server with the same API, into a catalog.</summary>
public sealed class HubClient
{
    private readonly HubApi _api;
    private readonly HubOptions _options;
    private readonly LocalModelCatalog _catalog;

    /// <summary>Creates a client.</summary>
    /// <param name="http">Makes the requests; its timeout should be infinite, large files take long.</param>
    /// <param name="catalog">Where models go; when null, the default one.</param>
    /// <param name="options">Address and token; when null, from <c>HF_ENDPOINT</c> and <c>HF_TOKEN</c>.</param>
    public HubClient(HttpClient http, LocalModelCatalog? catalog = null, HubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _options = options ?? new HubOptions();
        _catalog = catalog ?? new LocalModelCatalog();
        _api = new HubApi(http, _options);
    }

    /// <summary>Pulls a model. What is here already is kept; a broken pull goes on where it stopped.</summary>
    /// <param name="id">The model, <c>OWNER/NAME</c>.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="graph">The graph to take, such as <c>onnx/model_quantized.onnx</c>; when null, <c>onnx/model.onnx</c> or <c>model.onnx</c>.</param>
    /// <param name="cancellationToken">Stops the pull; what came so far stays.</param>
    /// <returns>The model as it stands in the catalog.</returns>
    /// <exception cref="LocalModelException">The hub or the disk refuses, the model is not of the right kind, another process pulls it, or a transfer broke too often.</exception>
    public async Task<LocalModelEntry> PullAsync(
        string id, IProgress<PullProgress>? progress = null, string? graph = null, CancellationToken cancellationToken = default)
    {
        var model = ModelId.Parse(id);
        var directory = _catalog.DirectoryOf(id);
        var files = HubSelection.Choose(model, await ListAsync(model, cancellationToken).ConfigureAwait(false), graph);
        using var held = ModelFolderLock.Take(model, directory);
        string[] targets = [.. files.Select(file => Target(model, directory, file.Path))];
        var total = files.Sum(file => file.Size);
        CheckSpace(model, directory, total - files.Zip(targets, (file, target) => HubDownload.Present(target, file.Size)).Sum());

        HubDownload download = new(_api, model, _options.Retries);
        long done = 0;

        // The configuration last: a folder that has it is a whole model.
        foreach (var (file, target) in files.Zip(targets).OrderBy(pair => pair.First.Path == ModelFiles.Config))
        {
            var before = done;
            await download.FetchAsync(
                file, target, here => progress?.Report(new PullProgress(file.Path, here, file.Size, before + here, total)), cancellationToken).ConfigureAwait(false);
            done += file.Size;
        }

        return _catalog.List().First(entry => entry.Id == model.ToString());
    }

    private async Task<IReadOnlyList<HubFile>> ListAsync(ModelId model, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.ListAsync(model, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new LocalModelException($"{exception.Message} Check the network, or HF_ENDPOINT.", exception);
        }
    }

    // Names come from outside: one that leads out of the model's folder is refused.
    private static string Target(ModelId model, string directory, string path)
    {
        var parts = path.Split('/', '\\');
        var target = Path.GetFullPath(Path.Combine([directory, .. parts]));
        var inside = target.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return inside && !parts.Any(part => part is "" or "." or "..") && !path.Contains(':', StringComparison.Ordinal)
            ? target
            : throw new LocalModelException($"{model} lists a file called \"{path}\", which would lie outside its folder. Nothing was pulled.");
    }

    private void CheckSpace(ModelId model, string directory, long needed)
    {
        Directory.CreateDirectory(_catalog.Root);
        if (_options.FreeSpace(_catalog.Root) is { } free && free < needed)
        {
            throw new LocalModelException(
                $"{model} needs {needed / 1e6:N1} MB more and the disk of {directory} has {free / 1e6:N1} MB left. Free some, or set {LocalModelCatalog.EnvironmentVariable} to a folder on another disk.");
        }
    }
}
