using Microsoft.AspNetCore.Components.Authorization;

namespace FusionOfN.Gateway.Studio;

/// <summary>Whose pages these are, and what they may show and do. Asked before each of it, so that a revoked key ends at once.</summary>
internal sealed class StudioAccess
{
    private readonly KeyGuard _keys;
    private readonly AuthenticationStateProvider _login;

    public StudioAccess(GatewayStore store, KeyGuard keys, AuthenticationStateProvider login)
    {
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
}
