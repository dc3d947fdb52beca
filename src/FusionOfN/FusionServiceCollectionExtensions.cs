using FusionOfN;
using Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a fusion client.</summary>
public static class FusionServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="IChatClient"/> that answers with a fusion of a panel's candidates.</summary>
    /// <param name="services">The services.</param>
    /// <param name="panel">Makes the panel, for example from keyed chat clients; the client without a key is the fusion itself.</param>
    /// <param name="fusor">Makes the fusor; when null, the first member of the panel.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <returns>A builder for more middleware around the fusion client.</returns>
    public static ChatClientBuilder AddFusion(
        this IServiceCollection services,
        Func<IServiceProvider, Panel> panel,
        Func<IServiceProvider, IChatClient>? fusor = null,
        Action<FusionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(panel);
        return services.AddChatClient(provider =>
        {
            FusionOptions options = new();
            configure?.Invoke(options);
            var members = panel(provider) ?? throw new InvalidOperationException("The panel that AddFusion was given comes to null: return a panel.");
            return new FusionChatClient(members, fusor?.Invoke(provider) ?? options.Fusor ?? members.Members[0].Model.Client, options);
        });
    }
}
