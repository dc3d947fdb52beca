using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>The texts of a run, kept only on request: with them it can be replayed offline through any aggregator.</summary>
/// <param name="Messages">The conversation.</param>
/// <param name="Candidates">Every candidate.</param>
/// <param name="Answer">The answer.</param>
public sealed record RecordedTexts(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<Candidate> Candidates, string Answer);
