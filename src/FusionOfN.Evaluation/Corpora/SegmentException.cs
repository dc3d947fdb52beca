namespace FusionOfN.Evaluation;

/// <summary>A row that is no segment.</summary>
internal sealed class SegmentException(string message) : Exception(message);
