using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>Refuses to listen where everyone could spend somebody's money.</summary>
internal static class ListenCheck
{
    /// <summary>Checks the address.</summary>
    /// <param name="options">Where the gateway shall listen.</param>
    /// <param name="hasKeys">Whether there is a key to ask for.</param>
    /// <exception cref="ConfigurationException">Others can reach it, there is no key, and nobody said that this is meant.</exception>
    public static void Require(GatewayOptions options, bool hasKeys)
    {
        var gateway = options.Configuration;
        if (gateway.ListensOnLoopback || options.AllowAnonymous)
            return;
        if (gateway.Keys == GatewayKeyMode.Off)
            throw new ConfigurationException($"With 'keys: off' everyone who reaches {gateway.Listen} could spend your money. Remove 'keys' and make a key with 'fusion keys add NAME', or listen on loopback.");
        if (!hasKeys)
            throw new ConfigurationException($"Listening on {gateway.Listen} needs an API key, and there is none. Make one with 'fusion keys add NAME', or listen on http://127.0.0.1:8787.");
    }
}
