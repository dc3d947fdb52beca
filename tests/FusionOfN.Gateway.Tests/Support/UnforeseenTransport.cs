using System.Text;
using System.Text.Json;

namespace FusionOfN.Gateway.Tests;

/// <summary>Every server answers in two pieces; the answers that are chosen end in an exception that no one has foreseen.</summary>
/// <param name="breaks">Whether the answer to a request's body ends so.</param>
internal sealed class UnforeseenTransport(Func<string, bool> breaks) : HttpMessageHandler
{
    public static IReadOnlyList<string> Pieces { get; } = ["<fused_answer>\nParis is the capital of France. ", "It lies on the Seine. And so on. "];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool isBroken = breaks(await request.Content!.ReadAsStringAsync(cancellationToken));
        string events = string.Concat(Pieces.Select(text => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text)}}}}}]}}\n\n"));
        string end = isBroken ? "" : "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        HttpResponseMessage response = new() { Content = new StreamContent(new BreakingStream(Encoding.UTF8.GetBytes(events + end), isBroken)) };
        response.Content.Headers.ContentType = new("text/event-stream");
        return response;
    }

    private sealed class BreakingStream(byte[] bytes, bool isBroken) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            isBroken && Position == Length ? throw new InvalidTimeZoneException("at-the-secret-place") : base.ReadAsync(buffer, cancellationToken);
    }
}
