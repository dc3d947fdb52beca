using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway.Tests;

public sealed class ModelDirectoryTests
{
    [Fact]
    public void Of_ABook_HasItsNames()
    {
        var models = DialectBook.Models;

        Assert.Equal(["default", "mixed", "general-high"], models.Recipes);
        Assert.Equal(("default", 3), (models.DefaultRecipe, models.DefaultSamples));
        Assert.Equal(["openai"], models.Endpoints);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("openai/anything:free", true)]
    [InlineData("openai/", false)]
    [InlineData("/x", false)]
    [InlineData("A", false)]
    [InlineData("mixed", false)]
    [InlineData("fusion", false)]
    [InlineData("fusion/mixed", false)]
    [InlineData("local:anything", false)]
    public void IsModel_Name_IsAPlainModelThatCanBeCalled(string name, bool expected) => Assert.Equal(expected, DialectBook.Models.IsModel(name));

    [Fact]
    public void IsModel_EndpointNamedLikeAVendorOfFusions_DoesNotOpenTheirNames()
    {
        using RecipeBook book = new(FusionConfiguration.Parse("""
            endpoints:
              openrouter: { base_url: 'http://localhost:1/v1' }
              fusion: { base_url: 'http://localhost:1/v1' }
            recipes:
              r: { panel: openrouter/a }
            """).Require());
        var models = ModelDirectory.Of(book);

        Assert.True(models.IsModel("openrouter/a"));
        Assert.False(models.IsModel("openrouter/fusion"));
        Assert.False(models.IsModel("fusion/a"));
        Assert.Equal(ModelDirectory.StandardSamples, models.DefaultSamples);
    }

    [Fact]
    public void Read_NoRecipeAtAll_SaysSoUnlessThePanelIsNamed()
    {
        using RecipeBook book = new(FusionConfiguration.Parse("""
            endpoints:
              openai: { base_url: 'http://localhost:1/v1' }
            models:
              a: { endpoint: openai, id: a }
            """).Require());
        DialectInput input = new(DialectEndpoint.ChatCompletions, ModelDirectory.Of(book));

        var exception = Assert.Throws<GatewayException>(() => DialectReader.Read(new JsonObject { ["model"] = "fusion" }, input));
        var named = DialectReader.Read(JsonNode.Parse("""{"model":"fusion","fusion":{"models":["a"],"n":3}}""")!.AsObject(), input);
        var self = DialectReader.Read(JsonNode.Parse("""{"model":"bon-a"}""")!.AsObject(), input);

        Assert.Equal((404, "model_not_found"), (exception.Status, exception.Code));
        Assert.Equal(3, book.GetRecipe(named.Recipe, named.Overrides).Panel.Size);
        Assert.Equal(ModelDirectory.StandardSamples, book.GetRecipe(self.Recipe, self.Overrides).Panel.Size);
    }
}
