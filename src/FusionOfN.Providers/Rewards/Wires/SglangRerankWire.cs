using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>SGLang <c>/v1/rerank</c>: answers a bare list.</summary>
internal sealed class SglangRerankWire : RewardWire
{
    public SglangRerankWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/v1/rerank";

    public override ScoreMeaning Meaning => ScoreMeaning.Rerank;

    public override bool AsksRaw => false;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = StartBody();
        body["query"] = prompt.Query;
        body["documents"] = RewardJson.Texts(answers);
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count) => RerankResults.Read(reply, "score", count);
}
