using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

/// <summary>A page of the studio in a browser of its own: what it asked for, what went wrong in it.</summary>
internal sealed class StudioPage : IAsyncDisposable
{
    // A busy machine draws slowly; a test that waits in vain fails all the same.
    private const float Timeout = 30_000;

    private readonly IBrowserContext _context;
    private readonly Uri _url;

    private StudioPage(IBrowserContext context, IPage page, Uri url)
    {
        _context = context;
        _url = url;
        Page = page;
        context.Request += (_, request) => Requests.Add(request.Url);
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Every address that was asked for.</summary>
    public ConcurrentBag<string> Requests { get; } = [];

    /// <summary>What the browser complained about: scripts, and what the content security policy refused.</summary>
    public ConcurrentBag<string> Errors { get; } = [];

    public static async Task<StudioPage> OpenAsync(Chromium chromium, string path = "/studio", Action<BrowserNewContextOptions>? change = null, Uri? url = null)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        BrowserNewContextOptions options = new() { ViewportSize = new ViewportSize { Width = 1360, Height = 900 }, ColorScheme = ColorScheme.Light };
        change?.Invoke(options);
        IBrowserContext context = await chromium.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Timeout);
        StudioPage opened = new(context, await context.NewPageAsync(), url ?? chromium.Url);
        await opened.GoToAsync(path);
        return opened;
    }

    public Task GoToAsync(string path) => Page.GotoAsync(new Uri(_url, path).ToString());

    public ILocator Part(string name) => Page.GetByTestId(name);

    public ILocator Prompt => Page.GetByTestId("prompt");

    /// <summary>Switches something on, and waits until the server knows: what is typed in that very moment it may overlook.</summary>
    public async Task SwitchOnAsync(string label)
    {
        await Page.GetByLabel(label).CheckAsync();
        await Assertions.Expect(Page.Locator(".mud-switch", new() { HasText = label }).Locator(".mud-checked")).ToHaveCountAsync(1, new() { Timeout = Timeout });
    }

    /// <summary>Asks by the button.</summary>
    public async Task AskAsync(string prompt)
    {
        await Prompt.FillAsync(prompt);
        await Part("send").ClickAsync();
    }

    /// <summary>Waits until the run of the playground is over, and gives its phase.</summary>
    public async Task<string?> WaitForRunAsync()
    {
        ILocator status = Page.Locator("[data-testid=run-status]:is([data-phase=done], [data-phase=failed], [data-phase=stopped])");
        await status.WaitForAsync();
        return await status.GetAttributeAsync("data-phase");
    }

    /// <summary>Waits until something is seen.</summary>
    public static Task SeeAsync(ILocator what) => Assertions.Expect(what).ToBeVisibleAsync(new() { Timeout = Timeout });

    /// <summary>Keeps a picture of the page under <c>docs/images/</c> when <c>FUSION_SCREENSHOTS</c> names a folder for them.</summary>
    public async Task PhotographAsync(string name, bool fullPage = true)
    {
        if (Environment.GetEnvironmentVariable("FUSION_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        await Page.EvaluateAsync("scrollTo(0, 0)");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = fullPage, Animations = ScreenshotAnimations.Disabled });
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
