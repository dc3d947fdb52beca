using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The models of this command that run in its own process, loaded when first named and freed at its end.</summary>
internal sealed class LocalModelPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LocalModelCatalog _catalog;
    private readonly Dictionary<string, LocalModel> _models = [];

    public LocalModelPool(LocalModelCatalog catalog) => _catalog = catalog;

    /// <summary>Loads a model by <c>OWNER/NAME</c>, or by its folder.</summary>
    /// <exception cref="CliException">It is not there, or cannot be loaded.</exception>
    public ChatModel Load(string name)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(name, out LocalModel? model))
                _models[name] = model = Open(name);
            return new ChatModel($"local:{name}", model.AsChatClient()) { ContextWindow = model.ContextLength };
        }
    }

    public void Dispose()
    {
        foreach (LocalModel model in _models.Values)
            model.Dispose();
    }

    private LocalModel Open(string name)
    {
        try
        {
            bool isFolder = Path.IsPathRooted(name) || name.StartsWith('.') || File.Exists(Path.Combine(name, "config.json"));
            return isFolder ? LocalModel.Load(name) : _catalog.Load(name);
        }
        catch (LocalModelException exception)
        {
            throw CliException.Configuration(exception.Message);
        }
    }
}
