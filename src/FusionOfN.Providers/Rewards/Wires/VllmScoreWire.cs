using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>vLLM <c>/score</c>: one prompt against many answers.</summary>
internal sealed class VllmScoreWire : VllmWire
{
    public VllmScoreWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/score";

    public override ScoreMeaning Meaning => ScoreMeaning.Rerank;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = WithRaw(StartBody());
        body["text_1"] = prompt.Query;
        body["text_2"] = RewardJson.Texts(answers);
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count) => new(
        RewardJson.ByIndex(
            RewardJson.List(RewardJson.Member(reply, "data"), "data"),
            count,
            item => new CandidateScore(RewardJson.Number(RewardJson.Member(item, "score"), "score"))),
        RewardJson.Text(reply, "model"));
}
