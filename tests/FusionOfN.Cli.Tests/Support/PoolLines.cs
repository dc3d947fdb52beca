using System.Text.Json;

namespace FusionOfN.Cli.Tests;

/// <summary>Makes pool files for tests.</summary>
internal static class PoolLines
{
    /// <summary>Rows whose candidates answer with numbers; the gold answer is 4.</summary>
    public static string Numbers(int rows, params string[] answers) =>
        string.Concat(Enumerable.Range(0, rows).Select(index => Row($"q{index}", $"2 + 2, question {index}", "4", answers) + "\n"));

    public static string Row(string id, string prompt, string? gold, params string[] answers) =>
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["id"] = id,
            ["prompt"] = prompt,
            ["gold"] = gold,
            ["candidates"] = answers.Select((answer, index) => new { model = $"m{index + 1}", text = $"The answer is {answer}." }),
        });

    public static IReadOnlyList<JsonElement> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
