using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>
/// A COMET sidecar: <c>POST /score {"model", "data": [{"src", "mt", "ref"?}]}</c> →
/// <c>{"scores": [number], "system_score": number, "error_spans"?: …, "truncated"?: [bool]}</c>.
/// </summary>
internal sealed class CometWire : RewardWire
{
    public CometWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/score";

    public override ScoreMeaning Meaning => ScoreMeaning.Metric;

    public override bool AsksRaw => false;

    // Kiwi and XCOMET models answer 0..1, older ones z-scores around 0; more would be a percentage.
    public override (double Least, double Greatest) Range => (-5, 5);

    public override CalibrationPair Pair => CalibrationPair.Translation;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        string source = SourceText.Find(prompt.IsCalibration ? null : Options.SourcePattern, prompt.LastUser);
        JsonArray data = [];
        foreach (string answer in answers)
        {
            JsonObject item = new() { ["src"] = source, ["mt"] = answer };
            if (prompt.Reference is { } reference)
                item["ref"] = reference;
            data.Add(item);
        }

        var body = StartBody();
        body["data"] = data;
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count)
    {
        var scores = RewardJson.List(RewardJson.Member(reply, "scores"), "scores");
        int truncated = reply.TryGetProperty("truncated", out var flags) && flags.ValueKind == JsonValueKind.Array
            ? flags.EnumerateArray().Count(flag => flag.ValueKind == JsonValueKind.True)
            : 0;
        var values = RewardJson.InOrder(scores, count, score => new CandidateScore(RewardJson.Number(score, "scores")));
        return new(values, RewardJson.Text(reply, "model"))
        {
            Truncated = truncated,
        };
    }
}
