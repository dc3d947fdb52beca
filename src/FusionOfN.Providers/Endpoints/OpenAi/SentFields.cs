namespace FusionOfN.Providers;

/// <summary>What of a call's options went into its request.</summary>
/// <param name="Optional">The optional fields that were sent.</param>
/// <param name="LeftOut">The fields that were asked for and left out, because the model does not take them.</param>
internal readonly record struct SentFields(IReadOnlyCollection<string> Optional, IReadOnlyCollection<string> LeftOut);
