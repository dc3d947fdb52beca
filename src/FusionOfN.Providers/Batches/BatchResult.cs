namespace FusionOfN.Providers;

/// <summary>What became of one request of a batch.</summary>
/// <param name="Id">The request's name.</param>
/// <param name="Status">The HTTP status that a single call would have had; null when it was not answered: it expired, or was cancelled.</param>
/// <param name="Body">The body of the reply, or of the error.</param>
public sealed record BatchResult(string Id, int? Status, ReadOnlyMemory<byte> Body);
