namespace FusionOfN.Jobs;

/// <summary>A row that could not be read or worked on.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Problem">What is wrong, the field first.</param>
/// <param name="Field">The field, for example <c>messages[1].content</c>; null when the row as a whole is meant.</param>
public sealed record RowProblem(int Line, string Problem, string? Field = null)
{
    /// <summary>One line for a person.</summary>
    public override string ToString() => $"line {Line}: {Problem}";
}
