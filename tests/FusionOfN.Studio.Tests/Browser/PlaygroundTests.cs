using FusionOfN.Testing;
using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

[Collection(BrowserCollection.Name)]
public sealed class PlaygroundTests(Chromium chromium)
{
    private const string Prompt = "Tell me about Nigeria: the currency, the capital, the internet domain, the official language and the continent.";

    [Fact]
    public async Task Fuse_PromptOfTheBox_ColoursTheAnswerByItsCandidates()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);

        await studio.AskAsync(Prompt);
        string? phase = await studio.WaitForRunAsync();

        Assert.Equal("done", phase);
        Assert.Equal(5, await studio.Part("candidate").CountAsync());
        // Tiny models that sample are not always right; but they speak of what was asked.
        Assert.Matches("currency.*capital", await studio.Part("answer").InnerTextAsync());
        ILocator span = studio.Part("span").First;
        await span.HoverAsync();
        await StudioPage.SeeAsync(studio.Page.Locator(".piece.lit").First);
        Assert.Equal((await span.TextContentAsync())!.Trim(), (await studio.Page.Locator(".piece.lit").First.TextContentAsync())!.Trim());
        await studio.PhotographAsync("studio-playground");
    }

    [Fact]
    public async Task Fuse_WholePage_AsksNoOtherHostAndNothingIsRefused()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);

        await studio.AskAsync(Prompt);
        await studio.WaitForRunAsync();
        await studio.Part("snippets").ClickAsync();
        await StudioPage.SeeAsync(studio.Part("snippet-curl"));

        Assert.NotEmpty(studio.Requests);
        Assert.All(studio.Requests, url => Assert.Equal(chromium.Url.Authority, new Uri(url).Authority));
        Assert.Empty(studio.Errors);
    }

    [Fact]
    public async Task Compare_TwoAggregators_AnswerFromTheSamePool()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);
        await studio.AskAsync(Prompt);
        await studio.WaitForRunAsync();
        IReadOnlyList<string> candidates = await studio.Part("candidate-text").AllInnerTextsAsync();

        await studio.Part("compare-run").ClickAsync();
        await Assertions.Expect(studio.Page.Locator("[data-testid=compared][data-phase=done]")).ToHaveCountAsync(2, new() { Timeout = 30_000 });

        foreach (string answer in await studio.Page.Locator("[data-testid=compared] .answer-text").AllInnerTextsAsync())
            Assert.Contains(answer.Trim(), candidates.Select(text => text.Trim()));
        Assert.Equal(candidates, await studio.Part("candidate-text").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Keyboard_ControlEnterThenTab_ReachesTheAnswersSpans()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);
        await StudioPage.SeeAsync(studio.Prompt);

        await studio.Page.Keyboard.PressAsync("Tab");
        for (int step = 0; step < 12 && await studio.Prompt.EvaluateAsync<bool>("prompt => prompt !== document.activeElement"); step++)
            await studio.Page.Keyboard.PressAsync("Tab");
        await studio.Page.Keyboard.TypeAsync(Prompt);
        await studio.Page.Keyboard.PressAsync("Control+Enter");
        await studio.WaitForRunAsync();
        for (int step = 0; step < 30 && await studio.Page.Locator("[data-testid=span]:focus").CountAsync() == 0; step++)
            await studio.Page.Keyboard.PressAsync("Tab");

        await StudioPage.SeeAsync(studio.Page.Locator("[data-testid=span]:focus"));
        await StudioPage.SeeAsync(studio.Page.Locator(".piece.lit").First);
    }

    [Fact]
    public async Task Dark_SystemAndSwitch_ChangeTheColours()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, change: options => options.ColorScheme = ColorScheme.Dark);

        await StudioPage.SeeAsync(studio.Page.Locator(".studio.dark"));
        await studio.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await StudioPage.SeeAsync(studio.Page.Locator(".studio.light"));
        await studio.Part("theme").ClickAsync();
        await StudioPage.SeeAsync(studio.Page.Locator(".studio.dark"));
        await studio.Page.ReloadAsync();

        await StudioPage.SeeAsync(studio.Page.Locator(".studio.dark"));
    }

    [Theory]
    [InlineData("/studio")]
    [InlineData("/studio/runs")]
    [InlineData("/studio/recipes")]
    [InlineData("/studio/keys")]
    public async Task Phone_360PixelsWide_NothingStandsOut(string path)
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, path, options => options.ViewportSize = new ViewportSize { Width = 360, Height = 740 });
        await StudioPage.SeeAsync(studio.Page.Locator("h1"));
        if (path == "/studio")
        {
            await studio.AskAsync(Prompt);
            await studio.WaitForRunAsync();
        }

        Assert.Equal(360, await studio.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task RightToLeft_ArabicPrompt_IsWrittenFromTheRight()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium);

        await studio.AskAsync("أخبرني عن الدنمارك: اللغة الرسمية والقارة والعاصمة ونطاق الإنترنت.");
        await studio.WaitForRunAsync();

        Assert.Equal("rtl", await studio.Prompt.EvaluateAsync<string>("prompt => getComputedStyle(prompt).direction"));
        Assert.Equal("rtl", await studio.Part("answer").EvaluateAsync<string>("answer => getComputedStyle(answer).direction"));
    }

    [Fact]
    public async Task Recipes_OfTheBox_SayWhatARunWouldTake()
    {
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, "/studio/recipes");

        ILocator teachers = studio.Part("recipe-card").First;
        await StudioPage.SeeAsync(teachers.GetByTestId("estimate"));

        Assert.Contains("local:lab/teacher-5", await teachers.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Calls", await teachers.GetByTestId("estimate").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WhileTheModelHangs_CancelsTheCall()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = _ => UpstreamReply.Hanging;
        await using StudioServer server = await StudioServer.StartAsync((folder, _) => File.WriteAllText(
            Path.Combine(folder.FullName, "fusion.yaml"),
            $"endpoints: {{ up: {{ base_url: \"{upstream.OpenAiUrl}\" }} }}\nrecipes: {{ default: {{ panel: [{{ model: up/a, samples: 2 }}] }} }}\n"));
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, url: server.Url);
        await studio.AskAsync("Anything");
        await upstream.Meter.WaitForTotalAsync(2, TestContext.Current.CancellationToken);

        await studio.Part("stop").ClickAsync();

        Assert.Equal("stopped", await studio.WaitForRunAsync());
        Assert.Equal(["cancelled", "cancelled"], await studio.Part("candidate").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.state)"));
    }
}
