using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Playwright;

namespace FusionOfN.Studio.Tests;

/// <summary>With keys: a gateway of its own, for the first key changes everything.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeysTests(Chromium chromium)
{
    [Fact]
    public async Task FirstKey_MadeOnThePage_IsAskedForFromThenOn()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using StudioServer server = await StudioServer.StartAsync();
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, "/studio/keys", url: server.Url);

        string secret = await MakeKeyAsync(studio, "team-a", isAdmin: true);
        await SpendAsync(server, secret);
        await studio.GoToAsync("/studio/keys");
        await StudioPage.SeeAsync(studio.Part("login-key"));
        await LogInAsync(studio, "fok_0000000000000000000000000000000000000000000");
        await StudioPage.SeeAsync(studio.Part("login-problem"));
        await LogInAsync(studio, secret);
        await StudioPage.SeeAsync(studio.Part("spend-chart"));

        ILocator row = studio.Part("spend-key").Filter(new() { HasText = "team-a" });
        await StudioPage.SeeAsync(row);
        Assert.Equal("1", await row.Locator("td.number").First.InnerTextAsync());
        await studio.PhotographAsync("studio-keys");

        BrowserContextCookiesResult cookie = (await studio.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "fusion-studio");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.DoesNotContain(secret, cookie.Value, StringComparison.Ordinal);

        await studio.Part("logout").ClickAsync();
        await StudioPage.SeeAsync(studio.Part("login-key"));
    }

    [Fact]
    public async Task RevokedKey_OpenPage_CanDoNothingMore()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        await using StudioServer server = await StudioServer.StartAsync(
            (folder, _) => File.WriteAllText(
                Path.Combine(folder.FullName, "fusion.yaml"), KeysRequired.Replace("keys: required", "max_tokens_per_session: 50000", StringComparison.Ordinal)));
        await using StudioPage admin = await StudioPage.OpenAsync(chromium, "/studio/keys", url: server.Url);
        string secret = await MakeKeyAsync(admin, "boss", isAdmin: true);
        await admin.GoToAsync("/studio/keys");
        await LogInAsync(admin, secret);
        await StudioPage.SeeAsync(admin.Part("key"));
        string other = await MakeKeyAsync(admin, "guest", isAdmin: false, requestsOfSession: 7);
        await StudioPage.SeeAsync(admin.Part("key").Filter(new() { HasText = "guest" }).GetByText("7 requests a session"));
        await StudioPage.SeeAsync(admin.Part("session-limits").GetByText("50,000 tokens"));
        await using StudioPage guest = await StudioPage.OpenAsync(chromium, "/studio/keys", url: server.Url);
        await LogInAsync(guest, other);
        await StudioPage.SeeAsync(guest.Part("key"));
        Assert.Equal(1, await guest.Part("key").CountAsync());
        Assert.Equal(0, await guest.Part("add-key").CountAsync());
        Assert.Equal(0, await guest.Part("audit").CountAsync());
        await guest.GoToAsync("/studio");
        await guest.Prompt.FillAsync("Tell me about Poland: the capital and the currency.");

        await admin.Part("key").Filter(new() { HasText = "guest" }).GetByTestId("revoke").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).Last.ClickAsync();
        await StudioPage.SeeAsync(admin.Part("key").Filter(new() { HasText = "guest" }).GetByText("revoked"));
        await StudioPage.SeeAsync(admin.Part("audit-entry").Filter(new() { HasText = "revoked" }).GetByText("guest").First);
        await guest.Part("send").ClickAsync();

        Assert.Equal("failed", await guest.WaitForRunAsync());
        Assert.Contains("was revoked", await guest.Part("problem").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyForOneRecipe_OnEveryPage_SeesNoOther()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        string secret = "";
        await using StudioServer server = await StudioServer.StartAsync((folder, _) =>
        {
            using Process add = Process.Start(StudioServer.Fusion(folder, "keys", "add", "guest", "--recipe", "single-small"))!;
            secret = add.StandardOutput.ReadToEnd().Trim();
            add.WaitForExit();
        });
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, "/studio/recipes", url: server.Url);
        await LogInAsync(studio, secret);

        await StudioPage.SeeAsync(studio.Part("recipe-card"));
        Assert.Equal("single-small", await studio.Part("recipe-card").GetAttributeAsync("aria-label"));
        Assert.Equal(0, await studio.Part("endpoints").CountAsync());
        await studio.GoToAsync("/studio");
        await studio.AskAsync("Tell me about Poland: the capital and the currency.");
        Assert.Equal("done", await studio.WaitForRunAsync());
        Assert.All(await studio.Part("candidate").Locator("h3").AllInnerTextsAsync(), model => Assert.Equal("single-small", model));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FailedRun_OnItsPages_NamesTheAddressToAnAdminOnly(bool isAdmin)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        string secret = "";
        await using StudioServer server = await StudioServer.StartAsync((folder, _) =>
        {
            File.WriteAllText(Path.Combine(folder.FullName, "fusion.yaml"), KeysRequired);
            using Process add = Process.Start(StudioServer.Fusion(folder, ["keys", "add", "someone", .. isAdmin ? (string[])["--admin"] : []]))!;
            secret = add.StandardOutput.ReadToEnd().Trim();
            add.WaitForExit();
        });
        await using StudioPage studio = await StudioPage.OpenAsync(chromium, url: server.Url);
        await LogInAsync(studio, secret);

        await studio.AskAsync("Anything");
        Assert.Equal("failed", await studio.WaitForRunAsync());
        string playground = await studio.Page.ContentAsync();
        await studio.GoToAsync("/studio/runs");
        await studio.Part("run").Locator("a").First.ClickAsync();
        await StudioPage.SeeAsync(studio.Part("waterfall"));
        string run = await studio.Page.ContentAsync();

        foreach (string page in (string[])[playground, run])
        {
            Assert.Contains("no connection", page, StringComparison.Ordinal);
            Assert.Equal(isAdmin, page.Contains("127.0.0.1:9/v1", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WithoutLogin_PagesAndSocket_AreShut()
    {
        await using StudioServer server = await StudioServer.StartAsync((folder, _) => File.WriteAllText(Path.Combine(folder.FullName, "fusion.yaml"), KeysRequired));
        using HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Url };

        foreach (string path in (string[])["/studio", "/studio/runs", "/studio/keys"])
        {
            using HttpResponseMessage page = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
            Assert.Equal("/studio/login", new Uri(server.Url, page.Headers.Location!).AbsolutePath);
        }

        using HttpResponseMessage socket = await http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, socket.StatusCode);
    }

    [Fact]
    public async Task StudioOff_EveryAddressOfIt_IsNotThere()
    {
        await using StudioServer server = await StudioServer.StartAsync(
            (folder, _) => File.WriteAllText(Path.Combine(folder.FullName, "fusion.yaml"), KeysRequired.Replace("keys: required", "studio: false", StringComparison.Ordinal)));
        using HttpClient http = new() { BaseAddress = server.Url };

        foreach (string path in (string[])["/studio", "/studio/login", "/studio/assets/studio.css"])
        {
            using HttpResponseMessage response = await http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Login_ReturnToAnotherSite_StaysInTheStudio()
    {
        await using StudioServer server = await StudioServer.StartAsync((folder, _) => File.WriteAllText(Path.Combine(folder.FullName, "fusion.yaml"), KeysRequired));
        using HttpClient http = new() { BaseAddress = server.Url };

        string page = await http.GetStringAsync("/studio/login?returnTo=https://evil.example/studio", TestContext.Current.CancellationToken);
        using HttpResponseMessage withoutToken = await http.PostAsync(
            "/studio/login", new FormUrlEncodedContent([new("key", "fok_x")]), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("evil.example", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
    }

    private const string KeysRequired =
        """
        endpoints: { up: { base_url: "http://127.0.0.1:9/v1", retry: { max_retries: 0 } } }
        recipes: { default: { panel: [up/a] } }
        gateway: { keys: required }
        """;

    private static async Task<string> MakeKeyAsync(StudioPage studio, string name, bool isAdmin, int? requestsOfSession = null)
    {
        await studio.Part("add-key").ClickAsync();
        await studio.Part("key-name").FillAsync(name);
        if (isAdmin)
            await studio.Page.GetByLabel("Admin:").CheckAsync();
        if (requestsOfSession is { } most)
            await studio.Page.GetByLabel("Requests a session").FillAsync($"{most}");
        await studio.Part("key-make").ClickAsync();
        string secret = (await studio.Part("secret").InnerTextAsync()).Trim();
        await studio.Part("key-close").ClickAsync();
        return secret;
    }

    private static async Task LogInAsync(StudioPage studio, string secret)
    {
        await studio.Part("login-key").FillAsync(secret);
        await studio.Part("login-send").ClickAsync();
    }

    private static async Task SpendAsync(StudioServer server, string secret)
    {
        using HttpClient http = new() { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using HttpResponseMessage response = await http.PostAsJsonAsync(
            "v1/chat/completions",
            new { model = "fusion", messages = new[] { new { role = "user", content = "Tell me about Poland: the capital and the currency." } } },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
