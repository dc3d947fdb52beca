using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN;

/// <summary>Reads an analysis leniently: models keep to a JSON format in spirit more often than to the letter.</summary>
internal sealed partial class AnalysisReader(IReadOnlyList<string> models)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public FusionAnalysis? Read(string reply)
    {
        foreach (var json in JsonObjects(reply))
        {
            try
            {
                using var document = JsonDocument.Parse(WellFormedText.OfJson(json), Lenient);
                if (Read(document.RootElement) is { } analysis)
                    return analysis;
            }
            catch (JsonException)
            {
                // Braces in talk around the object; the next one may be it.
            }
        }

        return null;
    }

    private FusionAnalysis? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        if (root.TryGetProperty("analysis", out var inner) && inner.ValueKind == JsonValueKind.Object)
            root = inner;
        var lists = new[] { "consensus", "contradictions", "partial_coverage", "unique_insights", "blind_spots" };
        if (!lists.Any(name => root.TryGetProperty(name, out _)))
            return null;
        return new(
            Strings(root, "consensus"),
            [.. Items(root, "contradictions").Select(Contradiction).Where(item => item.Topic.Length > 0 || item.Stances.Count > 0)],
            [.. Items(root, "partial_coverage").Select(Point).Where(item => item.Point.Length > 0)],
            [.. Items(root, "unique_insights").Select(Insight).Where(item => item.Insight.Length > 0)],
            Strings(root, "blind_spots"));
    }

    private AnalysisContradiction Contradiction(JsonElement item) => new(
        Words(item, "topic", "point"),
        item.ValueKind == JsonValueKind.Object
            ? [.. Items(item, "stances").Select(Stance).Where(stance => stance.Stance.Length > 0)]
            : []);

    private AnalysisStance Stance(JsonElement item) => new(Models(item).FirstOrDefault(), Words(item, "stance", "position", "text"));

    private AnalysisPoint Point(JsonElement item) => new(Models(item), Words(item, "point", "text"));

    private AnalysisInsight Insight(JsonElement item) => new(Models(item).FirstOrDefault(), Words(item, "insight", "point", "text"));

    private static IReadOnlyList<string> Strings(JsonElement root, string name) =>
        [.. Items(root, name).Select(item => Words(item, "point", "text", "description", "topic")).Where(text => text.Length > 0)];

    private static IEnumerable<JsonElement> Items(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var list))
            return [];
        return list.ValueKind switch
        {
            JsonValueKind.Array => list.EnumerateArray(),
            JsonValueKind.String or JsonValueKind.Object => [list],
            _ => [],
        };
    }

    private static string Words(JsonElement item, params ReadOnlySpan<string> names)
    {
        if (item.ValueKind == JsonValueKind.String)
            return item.GetString()!.Trim();
        if (item.ValueKind != JsonValueKind.Object)
            return "";
        foreach (var name in names)
        {
            if (item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString()!.Trim();
        }

        return "";
    }

    private List<string> Models(JsonElement item)
    {
        List<string> found = [];
        if (item.ValueKind != JsonValueKind.Object)
            return found;
        foreach (var name in (ReadOnlySpan<string>)["candidates", "candidate", "models", "model"])
        {
            if (!item.TryGetProperty(name, out var value))
                continue;
            foreach (var reference in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value])
            {
                if (Model(reference) is { } model && !found.Contains(model))
                    found.Add(model);
            }
        }

        return found;
    }

    // 2, "2", "candidate 2", "C2" or the model's name itself.
    private string? Model(JsonElement reference)
    {
        var text = reference.ValueKind switch
        {
            JsonValueKind.Number => reference.GetRawText(),
            JsonValueKind.String => reference.GetString()!.Trim(),
            _ => "",
        };
        if (models.FirstOrDefault(model => model.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } named)
            return named;
        var match = Number().Match(text);
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= models.Count
                ? models[number - 1]
                : null;
    }

    /// <summary>The outermost brace-balanced pieces of a text, braces in JSON strings not counted.</summary>
    private static IEnumerable<string> JsonObjects(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0;)
        {
            var end = ClosingBrace(text, start);
            if (end < 0)
            {
                start = text.IndexOf('{', start + 1);
                continue;
            }

            yield return text[start..(end + 1)];
            start = text.IndexOf('{', end + 1);
        }
    }

    private static int ClosingBrace(string text, int start)
    {
        var (depth, inString) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            if (inString && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                inString = !inString;
            else if (!inString && text[i] == '{')
                depth++;
            else if (!inString && text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }

    [GeneratedRegex(@"^(?:candidate|answer|c)?\s*#?\s*([0-9]{1,3})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
