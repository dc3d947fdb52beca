namespace FusionOfN.Lab;

/// <summary>What stands behind an item about facts.</summary>
/// <param name="Country">The country asked about.</param>
/// <param name="Aspects">The aspects in the order asked.</param>
/// <param name="Values">The key of the value that the answer gives to each aspect.</param>
internal sealed record FactContent(string Country, IReadOnlyList<FactAspect> Aspects, IReadOnlyList<string> Values);
