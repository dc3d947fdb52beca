namespace FusionOfN;

/// <summary>A named configuration: which panel is sampled, how its pool becomes one answer, and within which limits.</summary>
/// <param name="Name">The name, as in <c>fusion.yaml</c>.</param>
/// <param name="Panel">The models to sample.</param>
/// <param name="Aggregator">What turns the pool into an answer.</param>
public sealed record Recipe(string Name, Panel Panel, IAggregator Aggregator)
{
    /// <summary>When the panel's answers are enough.</summary>
    public Quorum Quorum { get; init; } = new();

    /// <summary>When to fuse at all.</summary>
    public Invocation Invocation { get; init; } = new();

    /// <summary>What happens when the aggregator gives no answer.</summary>
    /// <value>The default value is <see cref="FallbackPolicy.Select"/>: a candidate is taken.</value>
    public FallbackPolicy Fallback { get; init; }

    /// <summary>The limits of one run.</summary>
    public BudgetLimits Budget { get; init; } = new();

    /// <summary>What the models cost.</summary>
    public PriceList Prices { get; init; } = PriceList.Empty;

    /// <summary>The model that analyses the pool when an analysis is asked for.</summary>
    /// <value>The default value is <see langword="null"/>: no analysis.</value>
    public ChatModel? Analyst { get; init; }

    /// <summary>What the analyst weighs most, in words.</summary>
    /// <value>The default value is <see langword="null"/>: nothing in particular.</value>
    public string? Criteria { get; init; }

    /// <summary>The model that decides and repairs for the panel: the aggregator's writer; for aggregators without one, the analyst.</summary>
    internal ChatModel? Writer => Aggregator.Writer ?? Analyst;

    /// <summary>Every model that a run may call: members, spares, those of the aggregator, the analyst, and their fallbacks. No model twice.</summary>
    public IReadOnlyList<ChatModel> Models =>
    [
        .. Panel.Members.Concat(Panel.Spares).Select(member => member.Model)
            .Concat(Aggregator.Models)
            .Concat(Analyst is { } analyst ? [analyst] : [])
            .SelectMany(model => (IEnumerable<ChatModel>)[model, .. model.Fallbacks])
            .DistinctBy(model => model.Name),
    ];

    /// <summary>Seeds the candidates (base seed + number of the draw, counted in turns over the members) and the order in which they are shown.</summary>
    /// <value>The default value is <see langword="null"/>: candidates are not seeded and the order's seed is drawn and recorded.</value>
    public int? Seed { get; init; }

    /// <summary>Whether receipts hold the texts of prompts and candidates, so that they can be replayed.</summary>
    public bool Record { get; init; }
}
