using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Puts fusion into a chat client pipeline.</summary>
public static class FusionChatClientBuilderExtensions
{
    /// <summary>Answers every request with a fusion of several samples of the client below (self-fusion).</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <remarks>
    /// Put <c>UseFunctionInvocation</c> before it (outside), a cache or telemetry for the single samples after it (inside). A cache inside keeps
    /// N samples apart: each carries its index in the cache key.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException"><c>UseFunctionInvocation</c> or another fusion stands below; thrown by <c>Build</c>.</exception>
    public static ChatClientBuilder UseFusion(this ChatClientBuilder builder, Action<FusionOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner =>
        {
            if (inner.Find<FusionChatClient>() is not null)
                throw new InvalidOperationException("There is a fusion below this one, so that N samples would be N × N calls: call UseFusion once, with the number of Samples you want.");
            if (RequestCheck.InvokesFunctions(inner))
                throw new InvalidOperationException("UseFunctionInvocation stands below UseFusion, so that every function would be invoked once per sample: call UseFunctionInvocation before UseFusion.");

            FusionOptions options = new();
            configure?.Invoke(options);
            options.Validate();
            return new FusionChatClient(Panel.OfOne(inner, options.Samples), options.Fusor ?? inner, options, owned: inner);
        });
    }
}
