using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>SGLang <c>/classify</c>: takes finished text, answers a list, or a bare object for one text.</summary>
internal sealed class SglangClassifyWire : RewardWire
{
    public SglangClassifyWire(RewardServerOptions options)
        : base(options)
    {
        if (options.Template is null)
            throw new ArgumentException(
                $"Scorer '{options.Name}': SGLang /classify takes finished text; set Template to the model's chat template.");
    }

    public override string Path => "/classify";

    // There is no switch: the server returns what the model's head gives.
    public override bool AsksRaw => false;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = StartBody();
        body["text"] = RewardJson.Texts(answers.Select(answer => Render(prompt, answer)));
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count)
    {
        IReadOnlyList<JsonElement> items = reply.ValueKind == JsonValueKind.Array ? [.. reply.EnumerateArray()] : [reply];
        return new(RewardJson.InOrder(items, count, Score), Model(items));
    }

    private static CandidateScore Score(JsonElement item) =>
        RewardJson.List(RewardJson.Member(item, "embedding"), "embedding") is { Count: > 0 } values
            ? new(RewardJson.Number(values[^1], "embedding"))
            : new(null, "the server returned no number");

    private static string? Model(IReadOnlyList<JsonElement> items) =>
        items.Count > 0 && items[0].ValueKind == JsonValueKind.Object && items[0].TryGetProperty("meta_info", out var meta)
            ? RewardJson.Text(meta, "model")
            : null;
}
