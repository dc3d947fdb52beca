namespace FusionOfN.Configuration.Tests;

/// <summary>Small configurations for tests.</summary>
internal static class Yaml
{
    public const string Base = """
        endpoints:
          openai:
            base_url: https://api.openai.com/v1
            api_key_variable: OPENAI_API_KEY
          claude-api:
            kind: anthropic
            base_url: https://api.anthropic.com
        models:
          gpt: { endpoint: openai, id: gpt-4.1-mini, temperature: 0.2 }
          claude: { endpoint: claude-api, id: claude-sonnet-4-5 }

        """;

    /// <summary>The problems of a text, one per line, without the file's name.</summary>
    public static IReadOnlyList<ConfigurationProblem> Problems(string text) => FusionConfiguration.Parse(text).Problems;

    /// <summary>Opens a text that must be without mistakes.</summary>
    public static RecipeBook Open(string text, RecipeBookOptions? options = null)
    {
        var result = FusionConfiguration.Parse(text);
        Assert.Empty(result.Problems);
        return new RecipeBook(result.Require(), options);
    }
}
