namespace FusionOfN.Gateway;

/// <summary>Marks an endpoint that only those may use who may see everything.</summary>
internal sealed class AdminRoute
{
    public static readonly AdminRoute Mark = new();
}
