using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FusionOfN.Load;

/// <summary>The least that a fusion can cost: the same six calls, five at once and then one, each read to its end, and nothing else.</summary>
internal static class Floor
{
    /// <summary>Takes turns from standard input, one line each: requests in flight, then requests. Answers each with one line of JSON.</summary>
    public static async Task<int> RunAsync(Uri upstream, CancellationToken cancellationToken)
    {
        using HttpClient http = Clients.Create(upstream);
        byte[][] bodies = [.. JsonSerializer.Deserialize<string[]>(await http.GetStringAsync("/seen", cancellationToken))!.Select(Encoding.UTF8.GetBytes)];
        byte[] fusing = bodies.MaxBy(body => body.Length)!;
        byte[][] panel = [.. bodies.Where(body => body != fusing)];
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            int[] turn = [.. line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            Turn result = await Turn.RunAsync(turn[0], turn[1], async () =>
            {
                await Task.WhenAll(panel.Select(body => CallAsync(http, body)));
                await CallAsync(http, fusing);
            });
            Console.WriteLine(JsonSerializer.Serialize(result));
        }

        return 0;
    }

    private static async Task CallAsync(HttpClient http, byte[] body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Clients.DrainAsync(response);
    }
}
