namespace FusionOfN.Gateway;

/// <summary>When the gateway asks for an API key.</summary>
public enum GatewayKeyMode
{
    /// <summary>As soon as its store holds a key, and always when it listens on another address than loopback.</summary>
    Auto,

    /// <summary>Always, on loopback too.</summary>
    Required,

    /// <summary>Never. Only possible on loopback.</summary>
    Off,
}
