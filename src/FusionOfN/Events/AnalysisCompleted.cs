namespace FusionOfN;

/// <summary>The analysis of the pool is done.</summary>
/// <param name="Analysis">The analysis.</param>
public sealed record AnalysisCompleted(FusionAnalysis Analysis) : FusionEvent;
