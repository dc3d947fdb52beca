using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

/// <summary>The machine's own Chromium, driven by Playwright, and one <c>fusion serve</c>: started once for all tests of the pages.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Nothing but the pages under test may be asked for.
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private StudioServer? _server;

    /// <summary>Why the tests of the pages cannot run here; null when they can.</summary>
    public static string? Missing { get; } = Executable is null
        ? $"No Chromium at {string.Join(", ", Places)} or in FUSION_CHROMIUM. On Debian: apt-get install chromium." : null;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The gateway's address.</summary>
    public Uri Url => _server!.Url;

    private static string? Executable => Environment.GetEnvironmentVariable("FUSION_CHROMIUM") ?? Array.Find(Places, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return;
        _server = await StudioServer.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Switches, Headless = true });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
