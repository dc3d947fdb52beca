using System.Net.Sockets;
using System.Text;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Bytes that are no request, or two in one: what a proxy and a server might read differently is refused and the connection closed.</summary>
public sealed class RawHttpTests
{
    private const string Body = "{\"model\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    public static TheoryData<string, string> Requests => new()
    {
        { "length that is no number", "Content-Length: 12x\r\n\r\n" + Body },
        { "negative length", "Content-Length: -1\r\n\r\n" + Body },
        { "length beyond all numbers", "Content-Length: 99999999999999999999999\r\n\r\n" + Body },
        { "two lengths", $"Content-Length: 5\r\nContent-Length: {Body.Length}\r\n\r\n{Body}" },
        { "length and chunks", $"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" },
        { "chunk size that is none", "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n" },
        { "chunk longer than it says", "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n" },
        { "unknown transfer encoding", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" },
        { "space before the colon", "Content-Length : 5\r\n\r\nhello" },
        { "folded header", "X-A: b\r\n c: d\r\nContent-Length: 2\r\n\r\n{}" },
        { "control character in a header", "X-A: b\0c\r\nContent-Length: 2\r\n\r\n{}" },
        { "second host", "Host: attacker.example\r\nContent-Length: 2\r\n\r\n{}" },
        { "headers without end", string.Concat(Enumerable.Range(0, 2000).Select(i => $"X-{i}: {new string('y', 100)}\r\n")) },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_IsMalformed_Is4xxAndReachesNobody(string what, string rest)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        string response = await SendAsync(gateway.Url, $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{rest}");

        Assert.True(response.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || response.Length == 0, $"{what}: {response}");
        Assert.InRange(response.Split("HTTP/1.1 ").Length, 1, 2);
        Assert.Empty(upstream.Requests);
    }

    [Theory]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("POST /v1/chat/completions HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003")]
    public async Task Line_IsNoRequest_Is4xxOrClosed(string request)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        string response = await SendAsync(gateway.Url, request);

        Assert.True(response.Length == 0 || response.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || response.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), response);
    }

    // Reads until the server closes; it must, since after such a request nobody knows where the next one begins.
    private static async Task<string> SendAsync(Uri url, string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        StringBuilder response = new();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            byte[] buffer = new byte[4096];
            for (int read; (read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
                response.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Closed while there was still something to read: then the answer may be lost on the way.
        }

        return response.ToString();
    }
}
