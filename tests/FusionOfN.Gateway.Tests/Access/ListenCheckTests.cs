using FusionOfN.Providers;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

public sealed class ListenCheckTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    public async Task Start_OtherAddressThanLoopbackWithoutKeys_IsRefusedWithTheMend(string address)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);

        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => TestGateway.StartAsync(upstream, change: options => options with { Configuration = new() { Listen = new Uri(address) } }));

        Assert.Contains("fusion keys add", refused.Message);
    }

    [Fact]
    public async Task Start_OtherAddressAndAnonymousIsAllowed_Listens()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);

        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { AllowAnonymous = true, Configuration = new() { Listen = new Uri("http://0.0.0.0:0") } });

        Assert.Equal("0.0.0.0", gateway.Url.Host);
    }
}
