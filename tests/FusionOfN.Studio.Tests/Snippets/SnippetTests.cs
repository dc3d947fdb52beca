using System.Diagnostics;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using FusionOfN.Gateway;
using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class SnippetTests
{
    private const string Nasty = "It's \"quoted\" \"\"\" $HOME `id` \\n 日本 ما\nsecond line";

    private const string File =
        """
        endpoints:
          up: { base_url: "http://127.0.0.1:9/v1" }
        models:
          a: { endpoint: up, id: a }
          b: { endpoint: up, id: b }
        recipes:
          default: { panel: [a, { model: b, samples: 2, temperature: 0.7 }], fusor: [b] }
        """;

    [Fact]
    public async Task Curl_NastyPrompt_ReachesTheShellsArgumentsUnchanged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a POSIX shell.");
        PlaygroundForm form = new() { Recipe = "default", Prompt = Nasty, Samples = 3 };
        string snippet = CurlSnippet.Write("http://127.0.0.1:8080/", form.ToBody());

        // Instead of curl, a function that prints its last argument: what would be sent.
        ProcessStartInfo start = new("sh", ["-c", $"curl() {{ for last; do :; done; printf '%s' \"$last\"; }}\n{snippet}"]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        string sent = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(JsonNode.DeepEquals(form.ToBody(), JsonNode.Parse(sent)));
    }

    [Fact]
    public void CSharp_NastyPrompt_StandsInTheProgramUnchanged()
    {
        PlaygroundForm form = new() { Recipe = "default", Prompt = Nasty };

        string snippet = CSharpSnippet.Write("http://127.0.0.1:8080/", form.ToBody());

        string[] parts = snippet.Split("\"\"\"");
        Assert.Equal(3, parts.Length);
        Assert.True(JsonNode.DeepEquals(form.ToBody(), JsonNode.Parse(parts[1])));
    }

    [Fact]
    public void Yaml_PastedIntoTheFile_IsTheSameRecipe()
    {
        using GatewayModels models = new(new ModelSource(new RecipeBook(FusionConfiguration.Parse(File).Require()), "models of the test"));
        PlaygroundForm form = new() { Recipe = "default", Prompt = "x", Samples = 4, Aggregator = AggregatorNames.MinimumBayesRisk };

        string yaml = YamlSnippet.Write(form, models);
        string pasted = File + "\n" + string.Join('\n', yaml.Split('\n').Where(line => line != "recipes:"));
        using RecipeBook book = new(FusionConfiguration.Parse(pasted).Require());
        Recipe asked = models.MakeRecipe("default", form.ToRequest().Ask.Overrides);
        Recipe written = book.GetRecipe("playground");

        Assert.Equal(Members(asked), Members(written));
        Assert.Equal(asked.Aggregator.Name, written.Aggregator.Name);

        static IEnumerable<string> Members(Recipe recipe) =>
            recipe.Panel.Members.GroupBy(member => (member.Model.Name, member.Model.Options?.Temperature)).Select(group => $"{group.Key} ×{group.Sum(member => member.Samples)}");
    }
}
