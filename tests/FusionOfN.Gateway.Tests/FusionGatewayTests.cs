namespace FusionOfN.Gateway.Tests;

public sealed class FusionGatewayTests
{
    [Fact]
    public async Task StartAsync_WithoutAnAddress_ListensOnLoopback()
    {
        await using FusionGateway gateway = await FusionGateway.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(gateway.Url.IsLoopback);
    }
}
