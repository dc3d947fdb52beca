using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

[Collection(BrowserCollection.Name)]
public sealed class RunsTests(Chromium chromium)
{
    private const string Prompt = "Tell me about Nigeria: the currency, the capital, the internet domain, the official language and the continent.";

    [Fact]
    public async Task Run_FromThePlayground_HasAWaterfallOfItsCalls()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);
        await studio.AskAsync(Prompt);
        await studio.WaitForRunAsync();

        await studio.Part("run-link").ClickAsync();
        await StudioPage.SeeAsync(studio.Part("waterfall"));

        Assert.Equal(6, await studio.Part("bar").CountAsync());
        string fusor = (await studio.Part("bar").Last.Locator("title").TextContentAsync())!;
        Assert.Contains("fusor", fusor, StringComparison.Ordinal);
        Assert.Contains("waited for", fusor, StringComparison.Ordinal);
        await StudioPage.SeeAsync(studio.Part("no-texts"));
        await studio.PhotographAsync("studio-run");
        await studio.Part("receipt-json").ClickAsync();
        string json = await studio.Part("receipt-json").Locator("pre").InnerTextAsync();
        Assert.Equal(6, ReceiptJson.Read(json).Calls.Count);
    }

    [Fact]
    public async Task Replay_OfARecordedRun_TakesACandidateOfTheSamePool()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);
        await studio.SwitchOnAsync("Keep the texts for replay");
        await studio.AskAsync(Prompt);
        await studio.WaitForRunAsync();
        IReadOnlyList<string> candidates = await studio.Part("candidate-text").AllInnerTextsAsync();

        await studio.Part("run-link").ClickAsync();
        await studio.Part("replay-run").ClickAsync();
        ILocator replayed = studio.Page.Locator("[data-testid=compared][data-phase=done]");
        await StudioPage.SeeAsync(replayed);

        Assert.Equal(candidates, await studio.Page.Locator("[data-testid=candidates] [data-testid=candidate-text]").AllInnerTextsAsync());
        Assert.Contains((await replayed.Locator(".answer-text").InnerTextAsync()).Trim(), candidates.Select(text => text.Trim()));
    }

    [Fact]
    public async Task Runs_FilteredByStatus_ListOnlyThose()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);
        await studio.AskAsync(Prompt);
        await studio.WaitForRunAsync();
        string run = (await studio.Part("run-link").GetAttributeAsync("href"))!;

        await studio.GoToAsync("/studio/runs?status=full");
        await StudioPage.SeeAsync(studio.Page.Locator($"[data-testid=run] a[href='{run}']"));
        await studio.GoToAsync("/studio/runs?status=failed");
        await StudioPage.SeeAsync(studio.Page.GetByText("No run fits."));
    }

    [Fact]
    public async Task Run_ThatIsNotThere_SaysSo()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, "/studio/runs/run_unknown");

        await StudioPage.SeeAsync(studio.Page.GetByText("There is no such run"));
    }
}
