namespace FusionOfN.Lab;

/// <summary>A table; cells may hold text of any script.</summary>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The cells, one list for each row.</param>
internal sealed record TableBlock(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock;
