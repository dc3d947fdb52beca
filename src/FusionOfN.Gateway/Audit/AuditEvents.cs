namespace FusionOfN.Gateway;

/// <summary>What is written down for whoever looks after the keys.</summary>
internal static class AuditEvents
{
    public const string Refused = "refused";
    public const string KeyAdded = "key_added";
    public const string KeyRevoked = "key_revoked";
}
