using System.Globalization;
using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Lets a reward server score a good and a bad answer: one that is reachable but upside down is worse than none.</summary>
internal static class ScorerCheck
{
    /// <returns>The finding; null for scorers without a server, which there is nothing to ask about.</returns>
    public static async Task<Check?> RunAsync(RecipeBook book, ScorerSummary scorer, CancellationToken cancellationToken)
    {
        if (book.GetScorer(scorer.Name) is not RewardServerScorer server)
            return null;
        CalibrationResult result = await server.ProbeAsync(cancellationToken);
        string detail = result.Passed
            ? string.Create(CultureInfo.InvariantCulture, $"A good answer scored {result.Good:0.###}, a bad one {result.Bad:0.###}, at {result.Endpoint}.")
            : result.Problem!;
        return new Check("scorer", scorer.Name, result.Passed ? CheckStatus.Ok : CheckStatus.Failed, detail);
    }
}
