namespace FusionOfN.Lab;

/// <summary>What a method reached on one prompt.</summary>
/// <param name="Item">The prompt.</param>
/// <param name="Score">The score, 0 to 1.</param>
/// <param name="Exact">The share of wholly right answers, 0 to 1; between them only for means over candidates.</param>
/// <param name="Answer">The answer, for methods that give one.</param>
internal sealed record Measurement(TestItem Item, double Score, double Exact, AnswerRow? Answer);
