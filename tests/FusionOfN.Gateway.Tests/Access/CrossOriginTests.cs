using System.Net;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Access;

/// <summary>Web pages of other addresses: those that the configuration names may ask, with and without keys; others may not.</summary>
public sealed class CrossOriginTests
{
    private const string Page = "https://chat.example.org";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NamedPage_AsksAndPreflights_IsAnsweredWithTheHeadersThatABrowserNeeds(bool withKeys)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream, withKeys);

        using HttpRequestMessage preflight = new(HttpMethod.Options, "/v1/chat/completions");
        preflight.Headers.Add("Origin", Page);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-stainless-os");
        using HttpResponseMessage allowed = await gateway.Http.SendAsync(preflight, TestContext.Current.CancellationToken);
        using HttpResponseMessage asked = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hi") }, ("Origin", Page));

        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal(Page, Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("x-stainless-os", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
        Assert.Equal(withKeys ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, asked.StatusCode);
        Assert.Equal(Page, Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("x-request-id", string.Join(',', asked.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://other.example.org")]
    [InlineData("http://chat.example.org")]
    [InlineData("null")]
    public async Task OtherPage_Asks_IsRefusedAndToldWhereItWouldBeNamed(string origin)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await StartAsync(upstream, withKeys: false);

        using HttpResponseMessage response = await gateway.PostAsync("/v1/chat/completions", new() { ["model"] = "a", ["messages"] = TestGateway.Ask("hi") }, ("Origin", origin));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("gateway.cors_origins", (string?)(await TestGateway.ReadAsync(response))["error"]!["message"], StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    private static Task<TestGateway> StartAsync(FakeUpstream upstream, bool withKeys) => TestGateway.StartAsync(upstream, change: options => options with
    {
        Configuration = options.Configuration with { CorsOrigins = [Page], Keys = withKeys ? GatewayKeyMode.Required : options.Configuration.Keys },
    });
}
