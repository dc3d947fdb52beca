using FusionOfN.Configuration;
using Microsoft.AspNetCore.Components.Authorization;

namespace FusionOfN.Gateway.Studio;

/// <summary>Whose pages these are, and what they may show and do. Asked before each of it, so that a revoked key ends at once.</summary>
internal sealed class StudioAccess
{
    private readonly CurrentModels _models;
    private readonly KeyGuard _keys;
    private readonly AuthenticationStateProvider _login;

    public StudioAccess(CurrentModels models, GatewayStore store, KeyGuard keys, AuthenticationStateProvider login)
    {
        _models = models;
        Store = store;
        _keys = keys;
        _login = login;
    }

    /// <summary>What the gateway keeps.</summary>
    public GatewayStore Store { get; }

    /// <summary>The key that these pages were opened with; null when none is needed.</summary>
    /// <exception cref="GatewayException">401: the key is no longer taken.</exception>
    public async Task<ApiKey?> KeyAsync()
    {
        var login = await _login.GetAuthenticationStateAsync();
        return await _keys.RequireSessionAsync(StudioSession.KeyIdOf(login.User), CancellationToken.None);
    }

    /// <summary>Who changes something in the studio, for the audit.</summary>
    public async Task<string> SayWhoAsync() => await KeyAsync() is { } key ? $"studio, {key.Id}" : "studio";

    /// <summary>The recipes that the key may use with all their models, in the order of the file.</summary>
    /// <exception cref="GatewayException">401: the key is no longer taken.</exception>
    public async Task<IReadOnlyList<RecipeSummary>> RecipesAsync()
    {
        var key = await KeyAsync();
        var models = _models.Now;
        return [.. models.Book.Recipes.Where(recipe => KeyView.MayUse(key, models, recipe.Name))];
    }
}
