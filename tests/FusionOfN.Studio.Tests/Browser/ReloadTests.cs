using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

/// <summary>A configuration that changes while pages are open.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReloadTests(Chromium chromium)
{
    private const string Good =
        """
        endpoints: { up: { base_url: "http://127.0.0.1:9/v1" } }
        recipes:
          default: { panel: [up/a] }
        """;

    [Theory]
    [InlineData("/studio")]
    [InlineData("/studio/recipes")]
    public async Task File_BrokenThenMended_ThePageSaysSoWithoutBeingLoadedAgain(string path)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        string file = "";
        await using StudioServer server = await StudioServer.StartAsync((folder, _) => File.WriteAllText(file = Path.Combine(folder.FullName, "fusion.yaml"), Good));
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, path, url: server.Url);
        await StudioPage.SeeAsync(studio.Page.Locator("h1"));
        Assert.Equal(0, await studio.Part("reload-problem").CountAsync());

        await File.WriteAllTextAsync(file, Good + "\n  broken: { panel: [nobody] }\n", TestContext.Current.CancellationToken);
        await StudioPage.SeeAsync(studio.Part("reload-problem"));
        string said = await studio.Part("reload-problem").InnerTextAsync();
        Assert.Contains("fusion.yaml:4:", said, StringComparison.Ordinal);
        Assert.Contains("nobody", said, StringComparison.Ordinal);
        Assert.Contains("serves on", said, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Good + "\n  mended: { panel: [up/b] }\n", TestContext.Current.CancellationToken);
        await Assertions.Expect(studio.Part("reload-problem")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        if (path == "/studio/recipes")
            await Assertions.Expect(studio.Part("recipe-card")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        Assert.Empty(studio.Errors);
        Assert.Single(studio.Requests, url => new Uri(url).AbsolutePath == path);
    }
}
