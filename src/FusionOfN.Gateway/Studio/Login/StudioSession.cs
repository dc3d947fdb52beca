using System.Security.Claims;

namespace FusionOfN.Gateway.Studio;

/// <summary>What a login is: the id of its key, in a cookie that only this process can read. The key itself is kept nowhere.</summary>
internal static class StudioSession
{
    /// <summary>The scheme, and the name of its cookie.</summary>
    public const string Scheme = "fusion-studio";

    /// <summary>Who may open the studio's pages.</summary>
    public const string Policy = "studio";

    private const string KeyId = "key_id";

    public static ClaimsPrincipal For(ApiKey key) => new(new ClaimsIdentity([new Claim(KeyId, key.Id)], Scheme));

    /// <summary>The id of the login's key; null without a login.</summary>
    public static string? KeyIdOf(ClaimsPrincipal? user) => user?.FindFirst(KeyId)?.Value;
}
