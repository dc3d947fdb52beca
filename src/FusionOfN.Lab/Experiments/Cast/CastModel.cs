namespace FusionOfN.Lab;

/// <summary>A model of a run.</summary>
/// <param name="Model">The model as the engine calls it.</param>
/// <param name="Fingerprint">What tells this model from every other one: the hash of its file.</param>
internal sealed record CastModel(ChatModel Model, string Fingerprint)
{
    /// <summary>Its folder, for a model that has one.</summary>
    public string? Directory { get; init; }

    public string Name => Model.Name;
}
