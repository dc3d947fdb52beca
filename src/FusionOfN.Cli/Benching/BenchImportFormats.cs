namespace FusionOfN.Cli;

/// <summary>The formats of <c>fusion bench import</c>.</summary>
internal static class BenchImportFormats
{
    public const string AlpacaEval = "alpaca-eval";
    public const string ArenaHard = "arena-hard";

    public static IReadOnlyList<string> Names { get; } = [AlpacaEval, ArenaHard];
}
