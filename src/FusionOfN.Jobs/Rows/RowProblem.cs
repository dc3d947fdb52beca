namespace FusionOfN.Jobs;

/// <summary>A row that could not be read or answered.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Problem">What is wrong, the field first.</param>
public sealed record RowProblem(int Line, string Problem);
