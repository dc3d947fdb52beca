namespace FusionOfN.Providers.Tests;

/// <summary>Answers with a body of which each read brings so many bytes.</summary>
internal sealed class CutTransport(byte[] reply, int size, string contentType = "text/event-stream") : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = new() { Content = new StreamContent(new CutStream(reply, size)) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Task.FromResult(response);
    }

    private sealed class CutStream(byte[] reply, int size) : MemoryStream(reply)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
