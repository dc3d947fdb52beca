namespace FusionOfN.Synthesis;

/// <summary>A stream whose beginning is known.</summary>
/// <param name="Start">Its first bytes.</param>
/// <param name="Whole">All of it, the first bytes included.</param>
internal sealed record PeekedStream(ReadOnlyMemory<byte> Start, Stream Whole);
