namespace FusionOfN.Configuration.Tests;

public sealed class ConfigurationTemplateTests
{
    [Fact]
    public void Write_Parsed_HasNoProblems() => Assert.Empty(FusionConfiguration.Parse(ConfigurationTemplate.Write()).Problems);

    [Fact]
    public void Write_EveryRecipe_CanBeMade()
    {
        using var book = Yaml.Open(ConfigurationTemplate.Write());

        Assert.Equal("self", book.DefaultRecipe);
        Assert.All(book.Recipes, recipe => Assert.Equal(recipe.Name, book.GetRecipe(recipe.Name).Name));
        Assert.Equal(5, book.GetRecipe().Panel.Size);
    }

    [Fact]
    public void Write_CommentedOutParts_AreValidToo()
    {
        // The reward server and the prices are comments, so that the template runs as it is; uncommented they must be right as well.
        string text = ConfigurationTemplate.Write()
            .Replace("# prices:\n#   gpt:\n#     input: 0.00\n#     cached_input: 0.00\n#     output: 0.00\n#     from: 2026-01-01\n#     source: https://…", "prices:\n  gpt:\n    input: 0.00\n    cached_input: 0.00\n    output: 0.00\n    from: 2026-01-01\n    source: https://…", StringComparison.Ordinal)
            .Replace("  # reward:\n  #   kind", "  reward:\n    kind", StringComparison.Ordinal)
            .Replace("  #   base_url: http://localhost:8000\n  #   model: Sky", "    base_url: http://localhost:8000\n    model: Sky", StringComparison.Ordinal)
            .Replace("# requests_per_minute", "requests_per_minute", StringComparison.Ordinal)
            .Replace("# tokens_per_minute", "tokens_per_minute", StringComparison.Ordinal)
            .Replace("# budget:", "budget:", StringComparison.Ordinal);

        using var book = Yaml.Open(text);

        Assert.Equal(["judge", "reward"], book.Scorers.Select(scorer => scorer.Name));
        Assert.Equal(500, book.Endpoints[0].RequestsPerMinute);
        Assert.Equal(20, book.GetRecipe().Budget.MaxCalls);
        Assert.Single(book.Prices.Models);
    }

    [Fact]
    public void Write_FirstLine_NamesTheSchemaFile() =>
        Assert.StartsWith($"# yaml-language-server: $schema={ConfigurationSchema.FileName}\n", ConfigurationTemplate.Write(), StringComparison.Ordinal);
}
