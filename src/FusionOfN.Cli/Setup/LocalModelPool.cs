using FusionOfN.Lab;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The models of this command that run in its own process, loaded when first named and freed at its end.</summary>
internal sealed class LocalModelPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocalModel> _models = [];
    private readonly HashSet<string> _labNames = [];

    public LocalModelPool(LocalModelFolders folders) => Folders = folders;

    /// <summary>Where the models are.</summary>
    public LocalModelFolders Folders { get; }

    /// <summary>A model by <c>OWNER/NAME</c>, by its folder, or by <c>lab/NAME</c>, as the engine calls it.</summary>
    /// <exception cref="CliException">It is not there, or cannot be loaded.</exception>
    public ChatModel Load(string name)
    {
        LocalModel model = Open(name);
        string shown = $"local:{name}";
        if (LocalModelFolders.IsLab(name))
        {
            shown = name[EmbeddedModels.Prefix.Length..];
            lock (_lock)
                _labNames.Add(shown);
        }

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

    /// <summary>Whether a model of this name was taken out of the box.</summary>
    public bool IsFromBox(string name)
    {
        lock (_lock)
            return _labNames.Contains(name);
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
            return LocalModel.Load(Folders.Find(name), options, name);
        }
        catch (Exception exception) when (exception is LocalModelException or LabException)
        {
            throw CliException.Configuration(exception.Message);
        }
    }
}
