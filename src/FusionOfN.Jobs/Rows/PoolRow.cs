using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>One row of a pool file: a prompt with its candidates and, where known, what is right.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Id">Its id; made from its content when the row has none.</param>
/// <param name="Messages">The prompt.</param>
/// <param name="Candidates">The candidates in the order of the file.</param>
/// <param name="Marks">Whether each candidate is right, as far as the file says so.</param>
/// <param name="Gold">The accepted answers; empty when there is none.</param>
public sealed record PoolRow(
    int Line,
    string Id,
    IReadOnlyList<ChatMessage> Messages,
    IReadOnlyList<Candidate> Candidates,
    IReadOnlyList<bool?> Marks,
    IReadOnlyList<string> Gold)
{
    /// <summary>A hash of the prompt, the candidates and the right answers, as they stand in the file.</summary>
    public required string Hash { get; init; }
}
