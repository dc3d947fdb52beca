using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>A batch that a <see cref="FakeBatches"/> was given.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Requests">Its requests: <c>custom_id</c> and the body of each.</param>
/// <param name="Plot">What becomes of it.</param>
public sealed record FakeBatch(string Id, IReadOnlyList<(string Id, JsonObject Body)> Requests, BatchPlot Plot)
{
    /// <summary>The metadata that it was given.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>The file of its requests; null where they stood in the request.</summary>
    public string? InputFile { get; init; }

    /// <summary>What the validation has against it; null when nothing.</summary>
    public string? Fault { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was asked for.</summary>
    public int Questions { get; internal set; }

    internal string? OutputFile { get; set; }

    internal string? ErrorFile { get; set; }

    internal bool HasEnded => Fault is null && Questions > Plot.Questions;

    /// <summary>What became of each request, the last one first; null for one that was not answered.</summary>
    internal IEnumerable<(string Id, UpstreamReply? Reply, JsonObject Body, int Index)> Results(FakeUpstream upstream)
    {
        for (int i = Requests.Count - 1; i >= 0; i--)
        {
            (string id, JsonObject body) = Requests[i];
            bool isAnswered = i < (Plot.Answered ?? int.MaxValue);
            yield return (id, isAnswered ? Plot.Reply?.Invoke(i, body) ?? upstream.ReplyTo(RequestOf(i)) : null, body, i);
        }
    }

    /// <summary>A request of the batch as it would have come by itself.</summary>
    internal UpstreamRequest RequestOf(int index) => new(
        index, "POST", InputFile is null ? "/v1/messages" : "/v1/chat/completions", "", new Dictionary<string, string>(), Requests[index].Body.ToJsonString(),
        InputFile is null ? UpstreamDialect.Anthropic : UpstreamDialect.OpenAi, "batch");
}
