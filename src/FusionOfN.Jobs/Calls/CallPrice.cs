using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>What a call cost.</summary>
internal static class CallPrice
{
    /// <summary>What the provider says it cost, or else what the model's price comes to; null when neither is known.</summary>
    /// <param name="options">The prices and the clock.</param>
    /// <param name="model">The model; null when it has no price.</param>
    /// <param name="usage">What was reported.</param>
    /// <param name="reported">The cost that the provider reported.</param>
    /// <param name="share">The share of the price that holds, as in a batch.</param>
    public static decimal? Of(JobCallsOptions options, ChatModel? model, UsageDetails? usage, decimal? reported, decimal share = 1)
    {
        if (reported is not null || model is null)
            return reported;
        Price? price = options.Prices.Find(model, options.Time.GetUtcNow());
        return price == Price.Free ? 0
            : price is not null && usage is { InputTokenCount: { } input, OutputTokenCount: { } output }
                ? price.Cost(input, output, usage.CachedInputTokenCount ?? 0, usage.ReasoningTokenCount ?? 0) * share
                : null;
    }
}
