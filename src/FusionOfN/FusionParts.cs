using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>What the engine of a <see cref="FusionChatClient"/> is made of. A request that names a model has an engine of its own.</summary>
internal sealed record FusionParts(Panel Panel, IChatClient Fusor, FusionOptions Options)
{
    /// <summary>The engine for requests that leave the choice of models to the panel.</summary>
    public FusionEngine CreateEngine() => CreateEngine(Panel, new ChatModel(ModelIdOf(Fusor) ?? "fusor", Fusor));

    /// <summary>The engine for a request whose <see cref="ChatOptions.ModelId"/> names the model: that of the panel's client, and of the fusor where it is the same client.</summary>
    /// <exception cref="ArgumentException">The panel has several clients, of which a model id can only mean one.</exception>
    public FusionEngine CreateEngine(string modelId)
    {
        List<IChatClient> clients = [.. Panel.Members.Concat(Panel.Spares).Select(member => member.Model).Where(IsOpen).Select(model => model.Client).Distinct()];
        if (clients.Count > 1)
            throw new ArgumentException($"ChatOptions.ModelId is '{modelId}', but this panel has {clients.Count} clients: set the id in the ChatModel.Options of the member that is meant, and leave it out of the request.");

        return CreateEngine(
            Panel.With(member => member with { Model = Named(member.Model, modelId) }),
            clients.Contains(Fusor) ? Named(new ChatModel(modelId, Fusor), modelId) : new ChatModel(ModelIdOf(Fusor) ?? "fusor", Fusor));
    }

    private FusionEngine CreateEngine(Panel panel, ChatModel writer)
    {
        Recipe recipe = new(Options.Name, panel.With(WithTemperature), Options.Aggregator ?? new FusionAggregator([writer]))
        {
            Quorum = Options.Quorum,
            Invocation = Options.Invocation,
            Budget = Options.Budget,
            Prices = Options.Prices,
            Seed = Options.Seed,
            Record = Options.Record,
        };
        return new FusionEngine(recipe, new FusionEngineOptions { TimeProvider = Options.TimeProvider });
    }

    /// <summary>Gives a member a temperature for requests that set none; the fusor keeps the client's own.</summary>
    private PanelMember WithTemperature(PanelMember member)
    {
        if (Options.Temperature is not { } temperature)
            return member;

        var defaults = member.Model.Defaults?.Clone() ?? new ChatOptions();
        defaults.Temperature ??= temperature;
        return member with { Model = member.Model with { Defaults = defaults } };
    }

    private static ChatModel Named(ChatModel model, string modelId)
    {
        if (!IsOpen(model))
            return model;

        var options = model.Options?.Clone() ?? new ChatOptions();
        options.ModelId = modelId;

        // What is known about one model, its window and its price, is not known about another.
        return modelId == model.Name || modelId == ModelIdOf(model.Client)
            ? model with { Options = options }
            : new ChatModel(modelId, model.Client) { Options = options, Defaults = model.Defaults, Supports = model.Supports };
    }

    private static bool IsOpen(ChatModel model) => model.Options?.ModelId is null;

    private static string? ModelIdOf(IChatClient client) => client.Find<ChatClientMetadata>()?.DefaultModelId;
}
