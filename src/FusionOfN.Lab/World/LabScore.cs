namespace FusionOfN.Lab;

/// <summary>How good an answer is.</summary>
/// <param name="Value">0 (nothing right) to 1 (all right): the share of right parts, chrF / 100, or right final number.</param>
/// <param name="IsExact">Whether the whole answer is right.</param>
internal readonly record struct LabScore(double Value, bool IsExact);
