namespace FusionOfN.Synthesis;

/// <summary>Finds the worse side of a preference pair: the candidate with the lowest score.</summary>
internal sealed class PairMaker
{
    private readonly PairPlan _plan;

    public PairMaker(PairPlan plan) => _plan = plan;

    /// <summary>Finds it.</summary>
    /// <returns>The candidate, or why there is none.</returns>
    public (SynthCandidate? Rejected, string? Reason) Find(SynthRow row, SynthAnswer chosen)
    {
        if (chosen.Score is not { } better)
            return (null, "the answer has no score");
        SynthCandidate[] others = [.. row.Candidates.Where(candidate => candidate is { IsUsable: true, Score: not null } && candidate.Text.Trim() != chosen.Text.Trim())];
        if (others.Length == 0)
            return (null, row.Candidates.Any(candidate => candidate is { IsUsable: true, Score: null }) ? "no candidate has a score" : "every candidate is the answer itself");
        if (_plan.MaxLengthDifference is { } most)
        {
            others = [.. others.Where(candidate => Difference(candidate.Text.Length, chosen.Text.Length) <= most)];
            if (others.Length == 0)
                return (null, "no candidate has about its length");
        }

        var worst = others.MinBy(candidate => candidate.Score)!;
        var distance = better - worst.Score!.Value;
        return distance < 0 ? (null, "the answer scores below every candidate")
            : distance == 0 && !_plan.KeepsTies ? (null, "a tie")
            : distance < _plan.Margin ? (null, "the margin is too small")
            : (worst, null);
    }

    private static double Difference(int one, int other) => Math.Abs(one - other) / (double)Math.Max(1, Math.Max(one, other));
}
