namespace FusionOfN.Gateway;

/// <summary>Marks an endpoint whose requests are counted but not logged.</summary>
internal sealed class QuietRoute
{
    public static readonly QuietRoute Mark = new();
}
