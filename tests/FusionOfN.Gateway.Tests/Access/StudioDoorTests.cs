using System.Net;
using FusionOfN.Testing;
using IPNetwork = System.Net.IPNetwork;

namespace FusionOfN.Gateway.Tests.Access;

/// <summary>What may come in at the studio's addresses while keys are on, and what a proxy in front may say.</summary>
public sealed class StudioDoorTests
{
    [Theory]
    [InlineData("/studio")]
    [InlineData("/studio/login")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task Studio_PageOfAnotherHost_Is403AlsoWithKeys(string path)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream);

        using HttpResponseMessage foreign = await SendAsync(gateway, HttpMethod.Post, path, ("Origin", "https://evil.example"));
        using HttpResponseMessage own = await SendAsync(gateway, HttpMethod.Post, path, ("Origin", gateway.Url.GetLeftPart(UriPartial.Authority)));

        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.Contains("origin_not_allowed", await foreign.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotEqual(HttpStatusCode.Forbidden, own.StatusCode);
    }

    [Fact]
    public async Task Logout_WithoutItsToken_Is400()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream);

        using HttpResponseMessage response = await SendAsync(gateway, HttpMethod.Post, "/studio/logout");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/studio/%C3%BC")]
    [InlineData("/studio/%0d%0aSet-Cookie:x=1")]
    [InlineData("/studio/%E2%80%AE")]
    public async Task Login_ReturnToIsNotAscii_Is400(string returnTo)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream);

        using HttpResponseMessage page = await SendAsync(gateway, HttpMethod.Get, $"/studio/login?returnTo={returnTo}");

        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
    }

    /// <summary>A proxy that ends TLS: only when it is named is it believed, and then the page's own origin is the one that the browser sees.</summary>
    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("10.0.0.0/8", HttpStatusCode.Forbidden)]
    public async Task Studio_BehindATlsProxy_IsKnownByTheNameThatTheProxySays(string trusted, HttpStatusCode status)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream, IPNetwork.Parse(trusted));

        using HttpResponseMessage response = await SendAsync(
            gateway, HttpMethod.Get, "/studio/login", ("Origin", "https://fusion.example"), ("X-Forwarded-Host", "fusion.example"), ("X-Forwarded-Proto", "https"));

        Assert.Equal(status, response.StatusCode);
    }

    private static async Task<TestGateway> StartAsync(FakeUpstream upstream, params IReadOnlyList<IPNetwork> proxies)
    {
        TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Configuration = options.Configuration with { TrustedProxies = proxies } });
        await gateway.Store.Keys.MakeAsync(new NewKey("team"), TestContext.Current.CancellationToken);
        return gateway;
    }

    private static Task<HttpResponseMessage> SendAsync(TestGateway gateway, HttpMethod method, string path, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        HttpRequestMessage request = new(method, path);
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
