using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What the reading of a body depends on, beside the body.</summary>
/// <param name="Endpoint">The route.</param>
/// <param name="Models">The names that can be asked for.</param>
internal sealed record DialectInput(DialectEndpoint Endpoint, ModelDirectory Models)
{
    /// <summary>The header that chooses per request whether to fuse.</summary>
    public const string ModeHeader = "x-fusion-mode";

    /// <summary>its_hub's header. Its other one, <c>X-ITS-Endpoint</c>, is never read: a client must not choose an upstream.</summary>
    public const string BudgetHeader = "X-ITS-Budget";

    /// <summary>The value of <see cref="ModeHeader"/>; null when it was not sent.</summary>
    public string? FusionMode { get; init; }

    /// <summary>The value of <see cref="BudgetHeader"/>; null when it was not sent.</summary>
    public string? ItsBudget { get; init; }

    /// <summary>Takes the headers that matter.</summary>
    public static DialectInput Of(DialectEndpoint endpoint, ModelDirectory models, IHeaderDictionary headers) => new(endpoint, models)
    {
        // A header that was sent twice is one value with a comma in it, which no reader takes.
        FusionMode = headers.TryGetValue(ModeHeader, out var mode) ? mode.ToString() : null,
        ItsBudget = headers.TryGetValue(BudgetHeader, out var budget) ? budget.ToString() : null,
    };
}
