using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>The <c>results</c> of rerank replies.</summary>
internal static class RerankResults
{
    /// <summary>Reads an envelope with <c>results</c>, or a bare list of them.</summary>
    public static RewardReply Read(JsonElement reply, string score, int count)
    {
        var items = RewardJson.List(reply.ValueKind == JsonValueKind.Array ? reply : RewardJson.Member(reply, "results"), "results");
        return new(
            RewardJson.ByIndex(items, count, item => new CandidateScore(RewardJson.Number(RewardJson.Member(item, score), score))),
            RewardJson.Text(reply, "model"));
    }
}
