using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>A model that can be called: a client, the name it goes by, and what is known about it.</summary>
/// <param name="Name">The name used in panels, receipts and price lists.</param>
/// <param name="Client">The client that reaches it. It is not disposed by the engine.</param>
public sealed record ChatModel(string Name, IChatClient Client)
{
    /// <summary>What models are called in figures that have no name of their own there.</summary>
    public const string OtherMetricName = "other";

    /// <summary>What it is called in figures: names that anyone can make up would never stop to gather there.</summary>
    /// <value>The default value is <see cref="Name"/>.</value>
    public string MetricName { get; init; } = Name;

    /// <summary>Options for every call to this model. They win over the request's options.</summary>
    /// <value>The default value is <see langword="null"/>: the request's options alone.</value>
    public ChatOptions? Options { get; init; }

    /// <summary>Options for calls of which neither the request nor <see cref="Options"/> says anything.</summary>
    /// <value>The default value is <see langword="null"/>: what nobody sets is left to the client.</value>
    public ChatOptions? Defaults { get; init; }

    /// <summary>The context window in tokens, prompt and answer together.</summary>
    /// <value>The default value is <see langword="null"/>: not known, so nothing is planned around it.</value>
    public int? ContextWindow { get; init; }

    /// <summary>The most tokens one answer can have when the options set no limit; budgets reserve this many.</summary>
    /// <value>The default value is <see langword="null"/>: 4,096 is assumed.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What of a request's options reaches the model.</summary>
    /// <value>The default value is all of it.</value>
    public SupportedOptions Supports { get; init; } = SupportedOptions.All;

    /// <summary>Models that are asked in turn when a call to this one that is not streamed fails: the chain of a judge or an analyst.</summary>
    /// <value>The default value is an empty list: a failed call stays one.</value>
    public IReadOnlyList<ChatModel> Fallbacks { get; init; } = [];

    /// <summary>What it costs where the price list says nothing about it.</summary>
    /// <value>The default value is <see langword="null"/>: not known.</value>
    public Price? Price { get; init; }

    /// <summary>Counts the tokens of a text with the model's own tokenizer.</summary>
    /// <value>The default value is <see langword="null"/>: <see cref="TokenEstimate"/> is used.</value>
    public Func<string, int>? CountTokens { get; init; }
}
