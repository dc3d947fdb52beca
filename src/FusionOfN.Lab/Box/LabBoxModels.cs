using FusionOfN.Configuration;
using FusionOfN.Local;
using FusionOfN.Providers;

namespace FusionOfN.Lab;

/// <summary>The models of one source that run in this process, loaded when first named and freed with it.</summary>
internal sealed class LabBoxModels : ILocalModels
{
    private const string RewardModel = "reward";

    private readonly Lock _lock = new();
    private readonly LocalModelFolders _folders;
    private readonly Dictionary<string, LocalModel> _models = [];
    private readonly HashSet<string> _fromBox = [];

    public LabBoxModels(LocalModelFolders folders) => _folders = folders;

    /// <summary>A model by <c>OWNER/NAME</c>, by its folder, or by <c>lab/NAME</c>, as the engine calls it.</summary>
    /// <exception cref="ConfigurationException">It is not there, or cannot be loaded.</exception>
    public ChatModel Load(string name)
    {
        LocalModel model = Open(name);
        string shown = $"local:{name}";
        if (LabBox.IsInside(name))
        {
            shown = name[LabBox.Prefix.Length..];
            lock (_lock)
                _fromBox.Add(shown);
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

    /// <summary>Puts in what a fusor out of the box needs, wherever the recipe comes from that names it.</summary>
    /// <remarks>It reads the bare format it was trained on, and none of these models can judge in words.</remarks>
    public AggregatorParts Adapt(AggregatorParts parts)
    {
        bool isFromBox = parts.Fusors.Count > 0 && parts.Fusors.All(fusor => IsFromBox(fusor.Name));
        return !isFromBox ? parts : parts with
        {
            Prompt = LabFormat.FusorPrompt,
            Scorer = parts.Scorer ?? (_folders.Lab.Names.Contains(RewardModel)
                ? new LogProbabilityScorer(Open($"{LabBox.Prefix}{RewardModel}"))
                : new AgreementScorer()),
        };
    }

    public void Dispose()
    {
        foreach (LocalModel model in _models.Values)
            model.Dispose();
    }

    private bool IsFromBox(string name)
    {
        lock (_lock)
            return _fromBox.Contains(name);
    }

    private LocalModel Open(string name)
    {
        lock (_lock)
        {
            if (!_models.TryGetValue(name, out LocalModel? model))
                _models[name] = model = LoadNow(name);
            return model;
        }
    }

    private LocalModel LoadNow(string name)
    {
        try
        {
            // The box's models work side by side, so each gets one thread.
            LocalModelOptions options = LabBox.IsInside(name) ? new LocalModelOptions { Threads = 1 } : new LocalModelOptions();
            return LocalModel.Load(_folders.Find(name), options, name);
        }
        catch (Exception exception) when (exception is LocalModelException or LabException)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }
}
