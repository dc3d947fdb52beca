using FusionOfN.Testing;
using OpenAI.Models;

namespace FusionOfN.Gateway.Tests.Official;

/// <summary>The official OpenAI client on the list of models.</summary>
public sealed class OfficialModelsTests
{
    [Fact]
    public async Task GetModels_RecipesAndModels_AreListedAndFoundByName()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        OpenAIModelClient client = OfficialClient.For(gateway).GetOpenAIModelClient();

        OpenAIModelCollection models = await client.GetModelsAsync(TestContext.Current.CancellationToken);
        OpenAIModel recipe = await client.GetModelAsync("fusion/default", TestContext.Current.CancellationToken);

        Assert.Equal(["fusion/default", "fusion/vote", "a", "b", "c", "f"], models.Select(model => model.Id));
        Assert.Equal("fusion", recipe.OwnedBy);
    }
}
