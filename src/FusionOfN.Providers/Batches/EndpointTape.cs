using System.Net;
using System.Net.Http.Headers;

namespace FusionOfN.Providers;

/// <summary>Stands where the network would: keeps what is sent, or gives back what was answered elsewhere. Each flow of calls has a side of its own.</summary>
internal sealed class EndpointTape : HttpMessageHandler
{
    private static readonly AsyncLocal<Side?> Current = new();

    /// <summary>Keeps what is sent next in this flow.</summary>
    public static Side Record() => Current.Value = new Side(null, default);

    /// <summary>Gives a reply to what is sent next in this flow.</summary>
    public static void Play(int status, ReadOnlyMemory<byte> body) => Current.Value = new Side(status, body);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Side side = Current.Value!;
        if (side.Status is not { } status)
        {
            side.Sent = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            throw new TapeEndException();
        }

        ReadOnlyMemoryContent content = new(side.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content, RequestMessage = request };
    }

    internal sealed class Side(int? status, ReadOnlyMemory<byte> body)
    {
        public int? Status { get; } = status;

        public ReadOnlyMemory<byte> Body { get; } = body;

        public byte[]? Sent { get; set; }
    }

#pragma warning disable CA1032, CA1064 // It never leaves the wire.
    private sealed class TapeEndException() : Exception("nothing is sent here");
#pragma warning restore CA1032, CA1064
}
