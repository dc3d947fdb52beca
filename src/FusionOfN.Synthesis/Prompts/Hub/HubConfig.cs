namespace FusionOfN.Synthesis;

/// <summary>A configuration of a data set, as its card declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDefault">Whether the card says that it is meant when none is named.</param>
/// <param name="Splits">Its splits.</param>
internal sealed record HubConfig(string Name, bool IsDefault, IReadOnlyList<HubSplit> Splits);
