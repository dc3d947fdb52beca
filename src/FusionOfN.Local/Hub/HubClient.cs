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
        using var held = HubFolderLock.Take(model.ToString(), directory);

        // The configuration last: a folder that has it is a whole model.
        HubTransfer transfer = new(_api, HubRepository.Model(model), _options, directory, LocalModelCatalog.EnvironmentVariable);
        await transfer.FetchAsync([.. files.OrderBy(file => file.Path == ModelFiles.Config)], progress, cancellationToken).ConfigureAwait(false);
        return _catalog.List().First(entry => entry.Id == model.ToString());
    }

    private async Task<IReadOnlyList<HubFile>> ListAsync(ModelId model, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.ListAsync(HubRepository.Model(model), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new LocalModelException($"{exception.Message} Check the network, or HF_ENDPOINT.", exception);
        }
    }
}
