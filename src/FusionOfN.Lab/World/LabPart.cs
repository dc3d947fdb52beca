namespace FusionOfN.Lab;

/// <summary>One thing that an answer has to get right.</summary>
/// <param name="Key">
/// The piece of knowledge it needs, without language: <c>facts:JP/capital</c>, <c>word:dog</c>, <c>reasoning:multiply</c>. A teacher knows a key or does not.
/// </param>
/// <param name="Expected">The right value as it stands in the gold answer, for example <c>Tokyo</c>.</param>
public sealed record LabPart(string Key, string Expected);
