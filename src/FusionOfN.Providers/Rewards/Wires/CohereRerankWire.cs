using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>Cohere <c>/v2/rerank</c>. Relevance from 0 to 1; Cohere names no model in its reply.</summary>
internal sealed class CohereRerankWire : RewardWire
{
    public CohereRerankWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/v2/rerank";

    public override ScoreMeaning Meaning => ScoreMeaning.Rerank;

    // What Cohere advises; its hard limit is 10,000.
    public override int LargestBatch => 1000;

    public override bool AsksRaw => false;

    public override (double Least, double Greatest) Range => (0, 1);

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = StartBody();
        body["query"] = prompt.Query;
        body["documents"] = RewardJson.Texts(answers);
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count) => RerankResults.Read(reply, "relevance_score", count);
}
