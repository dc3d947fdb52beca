using FusionOfN.Testing;
using Microsoft.Data.Sqlite;

namespace FusionOfN.Gateway.Tests;

public sealed class KeyGuardTests : IAsyncLifetime
{
    private static readonly GatewayConfiguration Open = new() { Listen = new Uri("http://0.0.0.0:8080") };

    private readonly StoreFolder _folder = new();
    private readonly TestClock _clock = new();
    private GatewayStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AuthenticateAsync_LoopbackWithoutKeys_LetsEveryoneIn()
    {
        KeyGuard guard = Guard(new());

        Assert.Null(await guard.AuthenticateAsync(null, Cancel));
        Assert.Null(await guard.AuthenticateAsync("Bearer sk-whatever-clients-send", Cancel));
        Assert.False(await guard.HasKeyAsync(Cancel));
    }

    [Fact]
    public async Task AuthenticateAsync_FirstKeyMade_AsksForItFromThenOnEvenIfRevoked()
    {
        KeyGuard guard = Guard(new());
        Assert.Null(await guard.AuthenticateAsync(null, Cancel));
        var (key, secret) = await _store.Keys.MakeAsync(new NewKey("me"), Cancel);

        Assert.Equal((401, "missing_api_key"), await CodeOf(guard, null));
        Assert.Equal(key.Id, (await guard.AuthenticateAsync($"Bearer {secret}", Cancel))!.Id);
        Assert.Equal(key.Id, (await guard.AuthenticateAsync($" bearer  {secret} ", Cancel))!.Id);
        Assert.Equal(key.Id, (await guard.AuthenticateAsync(secret, Cancel))!.Id);

        await _store.Keys.RevokeAsync(key.Id, Cancel);
        Assert.Equal((401, "invalid_api_key"), await CodeOf(guard, $"Bearer {secret}"));
        Assert.Equal((401, "missing_api_key"), await CodeOf(guard, null));
    }

    [Theory]
    [InlineData(GatewayKeyMode.Off, true, false)]
    [InlineData(GatewayKeyMode.Required, true, true)]
    [InlineData(GatewayKeyMode.Auto, true, false)]
    [InlineData(GatewayKeyMode.Auto, false, true)]
    public async Task AreKeysNeededAsync_NoKeyYet_GoesByModeAndAddress(GatewayKeyMode mode, bool loopback, bool needed) =>
        Assert.Equal(needed, await Guard(new() { Keys = mode, Listen = new Uri(loopback ? "http://[::1]:1" : "http://10.0.0.1:1") }).AreKeysNeededAsync(Cancel));

    [Theory]
    [InlineData("Bearer fok_0000000000000000000000000000000000000000000", "invalid_api_key")]
    [InlineData("Bearer sk-other", "invalid_api_key")]
    [InlineData("Basic dXNlcjpwYXNz", "invalid_api_key")]
    [InlineData("Bearer ", "missing_api_key")]
    [InlineData("", "missing_api_key")]
    public async Task AuthenticateAsync_WrongKey_Is401AndDoesNotRepeatIt(string header, string code)
    {
        KeyGuard guard = Guard(Open);

        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await guard.AuthenticateAsync(header, Cancel));
        Assert.Equal((401, code, "authentication_error"), (exception.Status, exception.Code, exception.Type));
        Assert.DoesNotContain("0000", exception.Message, StringComparison.Ordinal);
        Assert.Contains("fusion keys add", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthenticateAsync_ExpiredKey_IsRefusedFromThatMomentOn()
    {
        KeyGuard guard = Guard(Open);
        var (_, secret) = await _store.Keys.MakeAsync(new NewKey("me") { ExpiresAt = _clock.GetUtcNow().AddSeconds(1) }, Cancel);

        Assert.NotNull(await guard.AuthenticateAsync(secret, Cancel));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("has expired", (await Assert.ThrowsAsync<GatewayException>(async () => await guard.AuthenticateAsync(secret, Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuthenticateAsync_KeyOfAnotherProcess_IsKnownAfterASecondAndItsRevocationAfterFive()
    {
        await using GatewayStore other = await OpenAsync();
        KeyGuard guard = Guard(Open);
        Assert.Equal((401, "missing_api_key"), await CodeOf(guard, null));
        var (key, secret) = await other.Keys.MakeAsync(new NewKey("me"), Cancel);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(key.Id, (await guard.AuthenticateAsync(secret, Cancel))!.Id);

        await other.Keys.RevokeAsync(key.Id, Cancel);
        Assert.NotNull(await guard.AuthenticateAsync(secret, Cancel));
        _clock.Advance(KeyRing.StaleAfter);
        Assert.Equal((401, "invalid_api_key"), await CodeOf(guard, secret));
    }

    [Fact]
    public async Task AuthenticateAsync_StoreCannotBeRead_TakesTheKeysLastRead()
    {
        KeyGuard guard = Guard(Open);
        var (key, secret) = await _store.Keys.MakeAsync(new NewKey("me"), Cancel);
        Assert.NotNull(await guard.AuthenticateAsync(secret, Cancel));
        await ExecuteAsync("ALTER TABLE api_keys RENAME TO elsewhere");
        _clock.Advance(KeyRing.StaleAfter);
        Assert.Equal(key.Id, (await guard.AuthenticateAsync(secret, Cancel))!.Id);

        // A guard that never read any has nothing to go by.
        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await Guard(Open).AuthenticateAsync(secret, Cancel));
        Assert.Equal((503, "store_unavailable", 5), (exception.Status, exception.Code, exception.RetryAfterSeconds));

        await ExecuteAsync("ALTER TABLE elsewhere RENAME TO api_keys");
        await _store.Keys.RevokeAsync(key.Id, Cancel);
        Assert.Equal((401, "invalid_api_key"), await CodeOf(guard, secret));
    }

    [Fact]
    public async Task HasKeyAsync_OnlyLiveKeysCount()
    {
        Assert.False(await Guard(Open).HasKeyAsync(Cancel));

        var (key, _) = await _store.Keys.MakeAsync(new NewKey("me"), Cancel);
        Assert.True(await Guard(Open).HasKeyAsync(Cancel));

        await _store.Keys.RevokeAsync(key.Id, Cancel);
        Assert.False(await Guard(Open).HasKeyAsync(Cancel));
    }

    [Fact]
    public void RequireModels_AllowedList_HoldsForEachAndNamesThoseRefused()
    {
        ApiKey key = Key() with { Models = ["gpt", "openai/*"], Recipes = ["default"] };

        KeyGuard.RequireModels(key, ["gpt", "openai/gpt-4.1", "gpt"]);
        KeyGuard.RequireModels(Key(), ["anything"]);
        KeyGuard.RequireModels(null, ["anything"]);
        var exception = Assert.Throws<GatewayException>(() => KeyGuard.RequireModels(key, ["gpt", "claude", "openai", "GPT"]));
        Assert.Equal((403, "model_not_allowed", "permission_error"), (exception.Status, exception.Code, exception.Type));
        Assert.EndsWith("may not use 'claude', 'openai', 'GPT'.", exception.Message, StringComparison.Ordinal);

        KeyGuard.RequireRecipe(key, "default");
        KeyGuard.RequireRecipe(null, "best");
        Assert.Equal(403, Assert.Throws<GatewayException>(() => KeyGuard.RequireRecipe(key, "best")).Status);
        Assert.Equal(403, Assert.Throws<GatewayException>(() => KeyGuard.RequireModels(Key() with { Models = [] }, ["gpt"])).Status);
        Assert.Equal(403, Assert.Throws<GatewayException>(() => KeyGuard.RequireAdmin(key)).Status);
        KeyGuard.RequireAdmin(key with { IsAdmin = true });
        KeyGuard.RequireAdmin(null);
    }

    private static ApiKey Key() => new() { Id = "key_1", Name = "me", Prefix = "fok_abcdef", CreatedAt = Runs.Noon };

    private static async Task<(int Status, string? Code)> CodeOf(KeyGuard guard, string? header)
    {
        var exception = await Assert.ThrowsAsync<GatewayException>(async () => await guard.AuthenticateAsync(header, Cancel));
        return (exception.Status, exception.Code);
    }

    private KeyGuard Guard(GatewayConfiguration options) => new(_store, options, _clock);

    private Task<GatewayStore> OpenAsync() =>
        GatewayStore.OpenAsync(_folder.Address, new() { Time = _clock, LockTimeout = TimeSpan.FromSeconds(1) }, Cancel);

    private async Task ExecuteAsync(string sql)
    {
        await using SqliteConnection connection = new($"Data Source={_folder.Path};Pooling=false");
        await connection.OpenAsync(Cancel);
        await using SqliteCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
