using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;

namespace FusionOfN.Cli.Tests;

/// <summary>What would end the real process, or take the host's memory: connections without end, and bodies without end.</summary>
public sealed class ServeAttackTests : IAsyncLifetime
{
    private const int Files = 1024;

    private readonly CliSession _session = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private ModelServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc and limits descriptors by a shell.");
        _server = await ModelServer.StartAsync();
        _session.Write("fusion.yaml", _server.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _http.Dispose();
        _session.Dispose();
    }

    [Fact]
    public async Task Connections_IdleOnesBelowTheDescriptorLimit_LeaveRequestsAlone()
    {
        await using ServeProcess serve = await ServeProcess.StartWithFilesAsync(Files, _session.Folder);
        List<Socket> idle = await ConnectAsync(serve, 400);
        try
        {
            using HttpResponseMessage response = await _http.PostAsJsonAsync(
                new Uri(serve.Url, "/v1/chat/completions"), new { model = "fusion", messages = new[] { new { role = "user", content = "Capital of Japan?" } } }, Cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Connections_MoreThanTheDescriptorLimitBears_AreClosedAndTheProcessLives()
    {
        await using ServeProcess serve = await ServeProcess.StartWithFilesAsync(Files, _session.Folder);
        List<Socket> idle = await ConnectAsync(serve, 750);
        try
        {
            // The last one is closed from the other side: by then all were looked at.
            Assert.Equal(0, await idle[^1].ReceiveAsync(new byte[1], Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancel));
            Assert.True(serve.IsAlive);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }

        await UntilAnsweredAsync(serve);
    }

    [Fact]
    public async Task Bodies_TwelveLargeOnesForAModelThatDoesNotExist_StayUnderFourHundredMegabytes()
    {
        await using ServeProcess serve = await ServeProcess.StartAsync(_session.Folder);
        byte[] words = Body($"[{string.Join(',', Enumerable.Repeat("{\"role\":\"user\",\"content\":\"hello hello hello hello hello hello hello hello hello\"}", 100_000))}]");
        byte[] numbers = Body($"[{string.Join(',', Enumerable.Repeat("1", 4_000_000))}]");
        byte[] picture = Body($$"""[{"role":"user","content":"{{new string('A', 8_000_000)}}"}]""");

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PostAsync(serve, i % 3 == 0 ? words : i % 3 == 1 ? numbers : picture)));

        Assert.All(statuses, status => Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]));
        Assert.Contains(HttpStatusCode.NotFound, statuses);
        Assert.InRange(serve.PeakMemory, 0, 400_000_000);
    }

    private static async Task<List<Socket>> ConnectAsync(ServeProcess serve, int count)
    {
        List<Socket> sockets = [];
        for (int i = 0; i < count; i++)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, serve.Url.Port, Cancel);
        }

        return sockets;
    }

    private static byte[] Body(string messages) => Encoding.UTF8.GetBytes($$"""{"model":"nobody","messages":{{messages}}}""");

    private async Task<HttpStatusCode> PostAsync(ServeProcess serve, byte[] body)
    {
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _http.PostAsync(new Uri(serve.Url, "/v1/chat/completions"), content, Cancel);
        return response.StatusCode;
    }

    // The places of closed connections are free in a moment.
    private async Task UntilAnsweredAsync(ServeProcess serve)
    {
        while (true)
        {
            try
            {
                using HttpResponseMessage alive = await _http.GetAsync(new Uri(serve.Url, "/healthz"), Cancel);
                Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
                return;
            }
            catch (HttpRequestException) when (serve.IsAlive)
            {
                Cancel.ThrowIfCancellationRequested();
            }
        }
    }
}
