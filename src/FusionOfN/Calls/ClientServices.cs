using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Asks clients for what they can do beside answering.</summary>
internal static class ClientServices
{
    /// <summary>A client's service; null when it has none, or cannot say.</summary>
    public static TService? Find<TService>(this IChatClient client)
        where TService : class
    {
        try
        {
            return client.GetService<TService>();
        }
#pragma warning disable CA1031 // Somebody else's client may throw anything, and a service that cannot be asked for is no reason not to ask for an answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
