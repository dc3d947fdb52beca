using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>vLLM <c>/rerank</c>: sorted by score, so put back by index.</summary>
internal sealed class VllmRerankWire : VllmWire
{
    public VllmRerankWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/rerank";

    public override ScoreMeaning Meaning => ScoreMeaning.Rerank;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = WithRaw(StartBody());
        body["query"] = prompt.Query;
        body["documents"] = RewardJson.Texts(answers);

        // 0 asks for all of them.
        body["top_n"] = 0;
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count) => RerankResults.Read(reply, "relevance_score", count);
}
