using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>vLLM <c>/classify</c>.</summary>
internal sealed class VllmClassifyWire : VllmWire
{
    private readonly LabelPositions _labels;

    public VllmClassifyWire(RewardServerOptions options)
        : base(options) => _labels = new LabelPositions(options);

    public override string Path => "/classify";

    public override int LargestBatch => Options.Template is null ? 1 : 32;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers) =>
        WithConversations(WithRaw(StartBody()), prompt, answers);

    public override RewardReply Read(JsonElement reply, int count)
    {
        var items = RewardJson.List(RewardJson.Member(reply, "data"), "data");
        foreach (var item in items)
            _labels.Learn(RewardJson.Text(item, "label"), Values(item));
        return new(RewardJson.ByIndex(items, count, item => _labels.Pick(Values(item))), RewardJson.Text(reply, "model"));
    }

    private static double[] Values(JsonElement item) =>
        [.. RewardJson.List(RewardJson.Member(item, "probs"), "probs").Select(value => RewardJson.Number(value, "probs"))];
}
