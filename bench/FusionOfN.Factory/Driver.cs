using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Factory;

/// <summary>The least that an item can cost: the same six calls, five at once and then one, each read to its end, and nothing else.</summary>
internal static class Driver
{
    public static async Task<int> RunAsync(Uri upstream, int items, int concurrency, int warmUp, CancellationToken cancellationToken)
    {
        using SocketsHttpHandler handler = new() { MaxConnectionsPerServer = concurrency };
        using HttpClient http = new(handler) { BaseAddress = upstream, Timeout = Timeout.InfiniteTimeSpan };
        byte[][] bodies = [.. JsonSerializer.Deserialize<string[]>(await http.GetStringAsync("/seen", cancellationToken))!.Select(Encoding.UTF8.GetBytes)];
        byte[] fusing = bodies.MaxBy(body => body.Length)!;
        byte[][] panel = [.. bodies.Where(body => body != fusing)];
        using SemaphoreSlim places = new(concurrency);
        byte[] room = new byte[16 * 1024];
        await RunItemsAsync(warmUp);
        (await Measurement.OfAsync(items, () => RunItemsAsync(items))).Print();
        return 0;

        async Task RunItemsAsync(int count)
        {
            int left = count;
            await Task.WhenAll(Enumerable.Range(0, Math.Min(concurrency, Math.Max(1, count))).Select(_ => Task.Run(async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await Task.WhenAll(panel.Select(CallAsync));
                    await CallAsync(fusing);
                }
            }, cancellationToken)));
        }

        async Task CallAsync(byte[] body)
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);

                // What is read is of no interest, so all may read into the same room.
                while (await stream.ReadAsync(room, cancellationToken) > 0)
                {
                }
            }
            finally
            {
                places.Release();
            }
        }
    }
}
