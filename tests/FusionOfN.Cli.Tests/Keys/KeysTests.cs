using System.Text.Json;
using System.Text.RegularExpressions;
using FusionOfN.Gateway;
using FusionOfN.Jobs;
using FusionOfN.Testing;

namespace FusionOfN.Cli.Tests;

public sealed class KeysTests : IDisposable
{
    private readonly CliSession _session = new CliSession { Time = new TestClock() }.With("FUSION_STORE", "gateway.db");

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Add_Name_PrintsTheKeyAloneAndKeepsOnlyItsHash()
    {
        CliResult added = await _session.RunAsync("keys", "add", "laptop");

        Assert.Equal(0, added.ExitCode);
        Assert.Matches("^fok_[0-9A-Za-z]{43}\n$", added.Output);
        Assert.Contains("'laptop'", added.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(added.Output.Trim(), added.Error, StringComparison.Ordinal);
        byte[] file = await File.ReadAllBytesAsync(Path.Combine(_session.Folder, "gateway.db"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(added.Output.Trim(), System.Text.Encoding.Latin1.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_EveryOption_IsWhatListTells()
    {
        CliResult added = await _session.RunAsync(
            "keys", "add", "team", "--recipe", "default,best", "--recipe", "thrifty", "--model", "gpt", "--model", "ollama/*", "--max-requests-per-day", "1000",
            "--max-tokens-per-day", "5000000000", "--max-cost-per-day", "2.50", "--max-requests-per-session", "20", "--max-tokens-per-session", "40000",
            "--max-cost-per-session", "0.25", "--expires", "30d", "--admin", "--json");
        JsonElement key = JsonDocument.Parse(added.Output).RootElement;
        CliResult listed = await _session.RunAsync("keys", "list", "--json");
        JsonElement row = Assert.Single(JsonDocument.Parse(listed.Output).RootElement.EnumerateArray());

        Assert.Equal((0, 0), (added.ExitCode, listed.ExitCode));
        Assert.StartsWith(row.GetProperty("prefix").GetString()!, key.GetProperty("key").GetString()!, StringComparison.Ordinal);
        Assert.False(row.TryGetProperty("key", out _));
        Assert.Equal(["default", "best", "thrifty"], row.GetProperty("recipes").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["gpt", "ollama/*"], row.GetProperty("models").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(1000, row.GetProperty("max_requests_per_day").GetInt64());
        Assert.Equal(5_000_000_000, row.GetProperty("max_tokens_per_day").GetInt64());
        Assert.Equal(2.5m, row.GetProperty("max_cost_per_day").GetDecimal());
        Assert.Equal(20, row.GetProperty("max_requests_per_session").GetInt64());
        Assert.Equal(40_000, row.GetProperty("max_tokens_per_session").GetInt64());
        Assert.Equal(0.25m, row.GetProperty("max_cost_per_session").GetDecimal());
        Assert.Equal("2026-08-31T12:00:00+00:00", row.GetProperty("expires_at").GetString());
        Assert.True(row.GetProperty("admin").GetBoolean());
        Assert.Equal("live", row.GetProperty("state").GetString());
    }

    [Fact]
    public async Task List_SeveralKeys_ShowsStateLimitsAndToday()
    {
        await _session.RunAsync("keys", "add", "old", "--expires", "2027-01-31");
        await _session.RunAsync("keys", "add", "gone");
        await _session.RunAsync("keys", "revoke", "gone");
        await _session.RunAsync("keys", "add", "Grüße 世界", "--max-requests-per-day", "10", "--max-cost-per-day", "0.5", "--max-tokens-per-session", "9000", "--model", "gpt");
        await SpendAsync("Grüße 世界");

        CliResult listed = await _session.RunAsync("keys", "list");

        Assert.Equal(0, listed.ExitCode);
        Approved.Check("keys-list", Regex.Replace(listed.Output, "(key_|fok_)[0-9A-Za-z]+", match => match.Value[..4].PadRight(match.Length, '#')));
        Assert.Contains("gateway.db", listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_NoKeys_SaysHowToMakeOne()
    {
        CliResult listed = await _session.RunAsync("keys", "list");

        Assert.Equal((0, ""), (listed.ExitCode, listed.Output));
        Assert.Contains("fusion keys add NAME", listed.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await _session.RunAsync("keys", "list", "--json")).Output.Trim());
    }

    [Fact]
    public async Task Revoke_ByNameOrId_EndsItAndFreesTheName()
    {
        await _session.RunAsync("keys", "add", "ci");
        Assert.Contains("revoked key_", (await _session.RunAsync("keys", "revoke", "ci")).Error, StringComparison.Ordinal);

        CliResult again = await _session.RunAsync("keys", "revoke", "ci");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("revoked already", again.Error, StringComparison.Ordinal);

        CliResult added = await _session.RunAsync("keys", "add", "ci", "--json");
        string id = JsonDocument.Parse(added.Output).RootElement.GetProperty("id").GetString()!;
        Assert.Equal(0, (await _session.RunAsync("keys", "revoke", id)).ExitCode);
    }

    [Theory]
    [InlineData("n\n", 1, "nothing was revoked")]
    [InlineData("", 1, "nothing was revoked")]
    [InlineData("y\n", 0, "revoked key_")]
    public async Task Revoke_OnATerminal_AsksFirst(string typed, int exitCode, string said)
    {
        using CliSession session = new CliSession { IsInteractive = true }.With("FUSION_STORE", "gateway.db").With("TERM", "dumb");
        await session.RunAsync("keys", "add", "ci");

        CliResult revoked = await session.RunAsync(typed, TestContext.Current.CancellationToken, "keys", "revoke", "ci");
        Assert.Equal(exitCode, revoked.ExitCode);
        Assert.Contains("for ever? [y/N]", revoked.Error, StringComparison.Ordinal);
        Assert.Contains(said, revoked.Error, StringComparison.Ordinal);

        await session.RunAsync("keys", "add", "other");
        Assert.DoesNotContain("[y/N]", (await session.RunAsync("keys", "revoke", "other", "--yes")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'' add", "A key needs a name")]
    [InlineData("x add --expires soon", "'soon' is no time")]
    [InlineData("x add --expires 2020-01-01", "has passed")]
    [InlineData("x add --expires 0d", "has passed")]
    [InlineData("x add --max-requests-per-day 0", "--max-requests-per-day must be at least 1")]
    [InlineData("x add --max-tokens-per-day many", "--max-tokens-per-day")]
    [InlineData("x add --max-cost-per-day free", "--max-cost-per-day must be an amount")]
    [InlineData("x add --max-cost-per-day -1", "--max-cost-per-day must be an amount")]
    [InlineData("x add --max-requests-per-session 0", "--max-requests-per-session must be at least 1")]
    [InlineData("x add --max-tokens-per-session 0", "--max-tokens-per-session must be at least 1")]
    [InlineData("x add --max-cost-per-session 0", "--max-cost-per-session must be an amount")]
    [InlineData("nobody revoke", "there is no key 'nobody'")]
    public async Task Keys_WrongInput_IsExitCode2WithTheReason(string line, string reason)
    {
        string[] words = line.Split(' ');
        CliResult result = await _session.RunAsync(["keys", words[1], words[0].Trim('\''), .. words[2..]]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Add_NameInUse_SaysSo()
    {
        await _session.RunAsync("keys", "add", "ci");
        CliResult again = await _session.RunAsync("keys", "add", "ci");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("There is a key named 'ci' already.", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_NamesTheFileDoesNotHave_AreWarnedOf()
    {
        _session.Write("fusion.yaml", "endpoints:\n  o: { base_url: 'http://127.0.0.1:1' }\nmodels:\n  gpt: { endpoint: o, id: g }\nrecipes:\n  default: { panel: gpt }\n");

        CliResult added = await _session.RunAsync("keys", "add", "ci", "--recipe", "default,defualt", "--model", "gpt,gtp,o/x,o/*");
        Assert.Equal(0, added.ExitCode);
        Assert.Equal(
            ["warning: fusion.yaml has no recipe 'defualt'", "warning: fusion.yaml has no model 'gtp'"],
            added.Error.Split('\n').Where(line => line.StartsWith("warning", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Store_PasswordOnTheCommandLine_IsRefusedAndNotRepeated()
    {
        CliResult result = await _session.RunAsync("keys", "list", "--store", "Host=db;Password=hunter2");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("PGPASSWORD", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_ServerThatIsNotThere_IsSaidWithoutThePassword()
    {
        using CliSession session = new CliSession().With("FUSION_STORE", "postgres://me:hunter2@127.0.0.1:1/gateway");
        CliResult result = await session.RunAsync("keys", "list", "--verbose");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("PostgreSQL 127.0.0.1:1/gateway cannot be used: the server cannot be reached", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_NamedInTheFile_IsRelativeToTheFile()
    {
        using CliSession session = new();
        session.Write("fusion.yaml", "gateway: { store: kept.db }\nrecipes: {}\n");
        string below = Directory.CreateDirectory(Path.Combine(session.Folder, "below")).FullName;

        CliResult added = await session.RunInAsync(below, "keys", "add", "ci");
        Assert.True(added.ExitCode == 0, added.Error);
        Assert.True(session.Exists("kept.db"));

        Assert.Equal(0, (await session.RunAsync("keys", "list", "--store", "other.db")).ExitCode);
        Assert.True(session.Exists("other.db"));
    }

    [Fact]
    public async Task Store_DamagedFile_IsExitCode1WithTheMend()
    {
        _session.Write("gateway.db", string.Concat(Enumerable.Repeat("no database ", 500)));
        CliResult result = await _session.RunAsync("keys", "list");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("this is no SQLite file", result.Error, StringComparison.Ordinal);
    }

    private async Task SpendAsync(string name)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        StoreAddress address = StoreAddress.Parse("gateway.db", _session.Folder, mayHoldPassword: false);
        await using GatewayStore store = await GatewayStore.OpenAsync(address, new() { Time = _session.Time }, cancellationToken);
        store.AddRun(new StoredRun
        {
            RunId = "run_1",
            StartedAt = _session.Time.GetUtcNow(),
            RequestedModel = "fusion",
            Dialect = "fusion",
            Status = RunStatus.Full,
            InputTokens = 900,
            OutputTokens = 100,
            CostUsd = 0.25m,
            CostCoverage = 1,
            KeyId = Assert.Single(await store.Keys.FindAsync(name, cancellationToken)).Id,
        });
        await store.FlushAsync(cancellationToken);
    }
}
