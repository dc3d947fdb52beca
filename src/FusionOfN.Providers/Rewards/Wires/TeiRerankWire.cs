using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>Text Embeddings Inference <c>/rerank</c>: a bare list sorted by score.</summary>
internal sealed class TeiRerankWire : RewardWire
{
    public TeiRerankWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/rerank";

    public override ScoreMeaning Meaning => ScoreMeaning.Rerank;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers) => new()
    {
        ["query"] = prompt.Query,
        ["texts"] = RewardJson.Texts(answers),
        ["truncate"] = false,
        ["raw_scores"] = Options.Raw,
        ["return_text"] = false,
    };

    public override RewardReply Read(JsonElement reply, int count) => RerankResults.Read(reply, "score", count);
}
