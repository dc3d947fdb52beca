using FusionOfN.Lab;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The models of this command that run in its own process, loaded when first named and freed at its end.</summary>
internal sealed class LocalModelPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LocalModelFolders _folders;
    private readonly Dictionary<string, LocalModel> _models = [];

    public LocalModelPool(LocalModelFolders folders) => _folders = folders;

    /// <summary>A model by <c>OWNER/NAME</c>, by its folder, or by <c>lab/NAME</c>, as the engine calls it.</summary>
    /// <exception cref="CliException">It is not there, or cannot be loaded.</exception>
    public ChatModel Load(string name)
    {
        LocalModel model = Open(name);
        string shown = LocalModelFolders.IsLab(name) ? name[EmbeddedModels.Prefix.Length..] : $"local:{name}";
        return new ChatModel(shown, model.AsChatClient())
        {
            Price = Price.Free,
            ContextWindow = model.ContextLength,
            MaxOutputTokens = model.MaxOutputTokens,
            CountTokens = model.CountTokens,
            Supports = LocalModel.Supports,
        };
    }

    /// <summary>A model by the same names, for what the engine's interface does not offer.</summary>
    /// <exception cref="CliException">It is not there, or cannot be loaded.</exception>
    public LocalModel Open(string name)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(name, out LocalModel? model))
                _models[name] = model = LoadNow(name);
            return model;
        }
    }

    public void Dispose()
    {
        foreach (LocalModel model in _models.Values)
            model.Dispose();
    }

    private LocalModel LoadNow(string name)
    {
        try
        {
            // The lab's models work side by side, so each gets one thread.
            LocalModelOptions options = LocalModelFolders.IsLab(name) ? new LocalModelOptions { Threads = 1 } : new LocalModelOptions();
            return LocalModel.Load(_folders.Find(name), options, name);
        }
        catch (Exception exception) when (exception is LocalModelException or LabModelsMissingException)
        {
            throw CliException.Configuration(exception.Message);
        }
    }
}
