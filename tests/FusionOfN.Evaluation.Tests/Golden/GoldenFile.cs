using System.Text.Json;

namespace FusionOfN.Evaluation.Tests.Golden;

/// <summary>Expected values that other tools computed.</summary>
internal static class GoldenFile
{
    public static JsonElement Translations { get; } = Read("golden_mt.json");

    public static JsonElement Mgsm { get; } = Read("golden_mgsm.json");

    public static IReadOnlyList<Segment> Segments { get; } =
        [.. Translations.GetProperty("segments").EnumerateArray().Select(segment => new Segment(segment.GetProperty("hyp").GetString()!, [segment.GetProperty("ref").GetString()!]))];

    private static JsonElement Read(string name)
    {
        using Stream stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
