using FusionOfN.Testing;

namespace FusionOfN.Studio.Tests;

/// <summary>The judge's analysis, by a judge that can write one: the models in the box cannot.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AnalysisTests(Chromium chromium)
{
    private const string Analysis =
        """
        {
          "consensus": ["Oslo is the capital"],
          "contradictions": [{ "topic": "population", "stances": [{ "candidate": 1, "stance": "700,000" }, { "candidate": 2, "stance": "<b>a million</b>" }] }],
          "partial_coverage": [{ "candidates": [1, 2], "point": "the fjord" }],
          "unique_insights": [{ "candidate": 2, "insight": "it was called Christiania" }],
          "blind_spots": ["nobody names the river"]
        }
        """;

    [Fact]
    public async Task Analysis_OfAJudgeThatWritesOne_StandsWithTheModelsNames()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using StudioServer server = await StartAsync(upstream, Analysis);
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, url: server.Url);

        await studio.SwitchOnAsync("Judge's analysis");
        await studio.AskAsync("Tell me about Oslo.");

        Assert.Equal("done", await studio.WaitForRunAsync());
        string text = await studio.Part("analysis").InnerTextAsync();
        foreach (string expected in (string[])[
            "Consensus", "Oslo is the capital", "population: up/a – 700,000; up/b – <b>a million</b>", "the fjord (up/a, up/b)", "it was called Christiania (up/b)",
            "Blind spots", "nobody names the river"])
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }

        Assert.Equal("Oslo, fused.", (await studio.Part("answer").InnerTextAsync()).Trim());
        Assert.Contains(upstream.Requests, request => request.Model == "j" && request.Body.Contains("candidate of b", StringComparison.Ordinal));
        Assert.Empty(studio.Errors);
    }

    [Fact]
    public async Task Analysis_OfAJudgeThatWritesNone_SaysSoBesideTheAnswer()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using StudioServer server = await StartAsync(upstream, "They are all fine.");
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, url: server.Url);

        await studio.SwitchOnAsync("Judge's analysis");
        await studio.AskAsync("Tell me about Oslo.");

        Assert.Equal("done", await studio.WaitForRunAsync());
        Assert.Contains("There is no analysis", await studio.Part("analysis").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Oslo, fused.", await studio.Part("answer").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static Task<StudioServer> StartAsync(FakeUpstream upstream, string analysis)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        upstream.OnRequest = request => request.Model switch
        {
            "j" => analysis,
            "f" => "<fused_answer>\nOslo, fused.\n</fused_answer>",
            _ => $"candidate of {request.Model}",
        };
        return StudioServer.StartAsync((folder, _) => File.WriteAllText(
            Path.Combine(folder.FullName, "fusion.yaml"),
            $$"""
            endpoints: { up: { base_url: "{{upstream.OpenAiUrl}}" } }
            recipes: { default: { panel: [up/a, up/b], fusor: [up/f], judge: up/j } }
            """));
    }
}
