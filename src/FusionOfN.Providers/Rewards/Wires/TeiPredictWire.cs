using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>Text Embeddings Inference <c>/predict</c>.</summary>
internal sealed class TeiPredictWire : RewardWire
{
    public TeiPredictWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/predict";

    // A flat list of two texts would be one pair, so every input is a list of its own: the rendered text, or the pair (prompt, answer).
    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        JsonArray inputs = [];
        foreach (string answer in answers)
            inputs.Add(Options.Template is null ? RewardJson.Texts([prompt.Query, answer]) : RewardJson.Texts([Render(prompt, answer)]));
        return new() { ["inputs"] = inputs, ["truncate"] = false, ["raw_scores"] = Options.Raw };
    }

    public override RewardReply Read(JsonElement reply, int count)
    {
        var items = RewardJson.List(reply, "reply");

        // One input may come back without the list around it.
        if (count == 1 && items.Count > 0 && items[0].ValueKind == JsonValueKind.Object)
            items = [reply];
        return new(RewardJson.InOrder(items, count, Score), null);
    }

    private CandidateScore Score(JsonElement item)
    {
        // The classes stand in the order of their scores, not of the model.
        var classes = RewardJson.List(item, "prediction");
        var chosen = classes.Where(entry => classes.Count == 1 || RewardJson.Text(entry, "label") == Options.Label).ToList();
        if (chosen.Count == 1)
            return new(RewardJson.Number(RewardJson.Member(chosen[0], "score"), "score"));

        string labels = string.Join(", ", classes.Select(entry => RewardJson.Text(entry, "label")));
        return new(null, Options.Label is null
            ? $"the model has the labels {labels}; name the one that counts with 'label'"
            : $"there is no label '{Options.Label}' among {labels}");
    }
}
