namespace FusionOfN.Cli;

/// <summary>The formats of <c>fusion bench import</c>.</summary>
internal static class BenchImportFormats
{
    public const string AlpacaEval = "alpaca-eval";
    public const string ArenaHard = "arena-hard";

    public const string LmEval = "lm-eval";
    public const string Inspect = "inspect";
    public const string AuthorsPairwise = "authors-pairwise";

    public static IReadOnlyList<string> Names { get; } = [AlpacaEval, ArenaHard, LmEval, Inspect, AuthorsPairwise];
}
