using FusionOfN.Providers;

namespace FusionOfN.Jobs;

/// <summary>Where calls of one model go: batches hold calls of one model at one place.</summary>
/// <param name="Place">Host, port and path of the endpoint.</param>
/// <param name="Model">The model's id there.</param>
internal sealed record BatchRoute(string Place, string Model)
{
    public string Title => $"{Model} at {Place}";
}

/// <summary>A model whose calls are bought in batches.</summary>
internal sealed class BatchModel(BatchRoute route, Endpoint endpoint, ChatModel model)
{
    public BatchRoute Route { get; } = route;

    public Endpoint Endpoint { get; } = endpoint;

    /// <summary>The model, for its price.</summary>
    public ChatModel Model { get; } = model;

    public BatchWire Wire { get; } = new(endpoint, route.Model);
}
