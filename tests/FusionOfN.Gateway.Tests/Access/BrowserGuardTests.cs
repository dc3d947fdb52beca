using System.Net;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

public sealed class BrowserGuardTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("attacker.example", false)]
    [InlineData("localhost.attacker.example", false)]
    [InlineData("127.0.0.1.attacker.example", false)]
    [InlineData("192.168.0.7", false)]
    public async Task Host_LoopbackWithoutKeys_OnlyNamesOfLoopbackAreAnswered(string host, bool answered)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        using HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
        request.Headers.Host = $"{host}:{gateway.Url.Port}";

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(answered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        if (!answered)
            Assert.Equal("host_not_allowed", (string?)(await TestGateway.ReadAsync(response))["error"]!["code"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:$PORT", true)]
    [InlineData("http://attacker.example", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://localhost:$PORT", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData("file://", false)]
    public async Task Origin_LoopbackWithoutKeys_OnlyItsOwnPagesAreAnswered(string origin, bool answered)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        string sent = origin.Replace("$PORT", $"{gateway.Url.Port}", StringComparison.Ordinal);

        using HttpResponseMessage response = await gateway.PostAsync(
            "/v1/chat/completions", new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hello") }, ("Origin", sent));

        Assert.Equal(answered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(answered ? 1 : 0, upstream.Requests.Count);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
