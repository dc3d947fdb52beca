namespace FusionOfN;

/// <summary>Keys of the additional properties that the engine reads and writes.</summary>
public static class FusionProperties
{
    /// <summary>On a response update: the cost of the call in US dollars as the provider reported it, a <see cref="decimal"/>.</summary>
    public const string CostUsd = "fusion.cost_usd";

    /// <summary>As the key of a service of the type <see cref="string"/> that a client of a model in this process offers: the hash of the model's files.</summary>
    public const string ModelFiles = "fusion.model_files";

    /// <summary>On a response update: the options that were asked for and left out, because the model does not take them, a <see cref="string"/> with commas.</summary>
    public const string LeftOut = "fusion.left_out";

    /// <summary>On a response update, and in <see cref="Exception.Data"/> of what a client throws, <see langword="true"/>: the reply was bought before and comes from
    /// a store. It costs nothing and takes nothing of a budget.</summary>
    public const string Replayed = "fusion.replayed";

    /// <summary>On the options of a panel call: the number of the draw. It keeps a response cache from folding N samples into one.</summary>
    public const string Candidate = "fusion.candidate";

    /// <summary>
    /// On a response update: what of the reply has no place in the neutral model, in whatever form its client has it. The engine reads nothing of it and hands it on
    /// with <see cref="CandidateDelta.Reply"/>.
    /// </summary>
    public const string Reply = "fusion.reply";

    /// <summary>On the options of a call: how many answers the one call is to give, an <see cref="int"/>; budgets reserve as many.</summary>
    public const string Choices = "fusion.choices";

    /// <summary>On a response: its <see cref="FusionReceipt"/>.</summary>
    public const string Receipt = "fusion.receipt";

    /// <summary>In <see cref="Exception.Data"/> of what a client throws: the HTTP status code, an <see cref="int"/>.</summary>
    public const string StatusCode = "fusion.status_code";

    /// <summary>In <see cref="Exception.Data"/> of what a client throws: its kind in one word, such as <c>RateLimited</c>, a <see cref="string"/>.</summary>
    public const string FailureKind = "fusion.failure_kind";

    /// <summary>In <see cref="Exception.Data"/> of what a client throws: how long its server asked to wait, a <see cref="TimeSpan"/>.</summary>
    public const string RetryAfter = "fusion.retry_after";

    /// <summary>In <see cref="Exception.Data"/> of what a client throws: its <see cref="CallFailure.Brief"/>, a <see cref="string"/>.</summary>
    public const string BriefFailure = "fusion.brief_failure";
}
