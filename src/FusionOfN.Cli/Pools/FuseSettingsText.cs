using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What answers to given candidates depend on besides their row, as each line of <c>--out</c> has it.</summary>
internal static class FuseSettingsText
{
    /// <summary>The settings of each aggregator by its name.</summary>
    public static IReadOnlyDictionary<string, string> Of(ModelSetup setup) => setup.Recipes.ToDictionary(
        recipe => recipe.Aggregator.Name,
        recipe => new JobIdentity([.. RecipeFingerprint.OfAggregation(recipe).Parts, new("extractor", setup.Extractor.Specification)]).ToString(),
        StringComparer.Ordinal);

    /// <summary>Says why a line is not of this run's settings; null when it is.</summary>
    /// <param name="found">The settings of the line.</param>
    /// <param name="own">Those of this run.</param>
    public static string? WhyOther(string? found, string own)
    {
        if (found == own)
            return null;
        IReadOnlyDictionary<string, string> before = JobIdentity.Parse(found ?? ""), now = JobIdentity.Parse(own);
        return before.ContainsKey("version")
            ? $"was written with other settings: another {string.Join(", ", JobIdentity.Differences(before, now))}"
            : "was written by an earlier version of fusion, which noted less of the settings that its answers depend on";
    }
}
