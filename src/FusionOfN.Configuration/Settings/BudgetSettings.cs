using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("The limits of one run. Each is checked before a call is sent; a limit that is absent does not hold.")]
internal sealed record BudgetSettings
{
    [Description("US dollars. Every model of the recipe then needs a price, or 'assumed_price'.")]
    [Range(0.0, double.MaxValue)]
    [InsteadOf("max_cost", "max_usd", "usd")]
    public decimal? MaxCostUsd { get; init; }

    [Description("The price to assume for models whose price is not known. When absent: a limit in dollars needs a price for every model.")]
    public PriceSettings? AssumedPrice { get; init; }

    [Description("Calls.")]
    [Range(1, int.MaxValue)]
    public int? MaxCalls { get; init; }

    [Description("Tokens, prompts and answers together.")]
    [Range(1.0, 9007199254740991.0)]
    public long? MaxTokens { get; init; }

    [Description("Wall-clock time, in milliseconds.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("max_wall", "timeout_ms")]
    public int? MaxWallMs { get; init; }
}
