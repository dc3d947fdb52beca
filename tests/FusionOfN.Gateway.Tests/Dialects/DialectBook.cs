using FusionOfN.Configuration;

namespace FusionOfN.Gateway.Tests;

/// <summary>The models and recipes that the golden requests are about.</summary>
internal static class DialectBook
{
    private const string Text = """
        endpoints:
          openai: { base_url: 'http://localhost:1/v1' }
        models:
          a: { endpoint: openai, id: a }
          b: { endpoint: openai, id: b }
          c: { endpoint: openai, id: c }
          d: { endpoint: openai, id: d }
          e: { endpoint: openai, id: e }
          f: { endpoint: openai, id: f }
          bon-listed: { endpoint: openai, id: g }
        recipes:
          default: { panel: [a, b, c], fusor: d }
          mixed: { panel: [a, b], fusor: c, judge: d }
          general-high: { panel: [d, e, f] }
        """;

    public static RecipeBook Open() => new(FusionConfiguration.Parse(Text).Require());

    public static ModelDirectory Models { get; } = Directory();

    private static ModelDirectory Directory()
    {
        using var book = Open();
        return ModelDirectory.Of(book);
    }
}
