namespace FusionOfN;

/// <summary>Why a call gave no usable answer.</summary>
/// <param name="Reason">One sentence for a person. Never holds keys.</param>
/// <param name="StatusCode">The HTTP status code, when there was one.</param>
public sealed record CallFailure(string Reason, int? StatusCode = null);
