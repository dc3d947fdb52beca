namespace FusionOfN.Local;

/// <summary>How a family of models writes a conversation.</summary>
/// <param name="Family">Its name.</param>
/// <param name="EndOfTurn">The marker a model of the family ends an answer with, if it is not the usual end token.</param>
/// <param name="Write">Writes the turns, and the opening of the answer.</param>
internal sealed record ChatFormat(string Family, string? EndOfTurn, Action<PromptWriter, IReadOnlyList<PromptTurn>> Write);
