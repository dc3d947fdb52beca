using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("How a pool becomes an answer, and within which limits.")]
internal record RunSettings
{
    [Description("What turns the candidates into one answer.")]
    [OneOf(typeof(AggregatorNames), nameof(AggregatorNames.All))]
    [DefaultValue(AggregatorNames.Fusion)]
    [InsteadOf("strategy", "method")]
    public string? Aggregator { get; init; }

    [Description("The model that writes the fused answer, then the ones to try when it fails. When absent: the first member of the panel.")]
    [RefersTo(ReferenceKind.Model)]
    [InsteadOf("fusors", "fallback", "synthesizer", "synthesis_model", "chairman")]
    public IReadOnlyList<string>? Fusor { get; init; }

    [Description("What happens when the aggregator gives no answer. select: the best-scored candidate is taken, and the receipt says so. fail: the run fails.")]
    [DefaultValue(FusionOfN.FallbackPolicy.Select)]
    [InsteadOf("last_resort")]
    public FallbackPolicy? FallbackPolicy { get; init; }

    [Description("The model that scores or compares candidates. When absent: the fusor.")]
    [InsteadOf("judges")]
    public JudgeSettings? Judge { get; init; }

    [Description("The scorer of best-of-n and weighted-vote, and of the last fallback of fusion: a name from 'scorers', or 'agreement'.")]
    [RefersTo(ReferenceKind.Scorer)]
    [InsteadOf("reward", "reward_model")]
    public string? Scorer { get; init; }

    [Description("What reads the answer out of a text, for votes and agreement: number, boxed, choice, exact or regex:PATTERN.")]
    [Pattern("^(number|boxed|choice|exact|regex:.+)$", "Write number, boxed, choice, exact or regex:PATTERN.")]
    public string? Extractor { get; init; }

    [Description("The model that analyses the candidates (consensus, contradictions, blind spots) when an analysis is asked for. When absent: the judge, else the fusor.")]
    [RefersTo(ReferenceKind.Model)]
    [InsteadOf("analysis")]
    public string? Analyst { get; init; }

    [Description("Options by role. They win over the model's own; those of a panel member win over both.")]
    public RoleSettings? Roles { get; init; }

    [Description("When the answers that are in are enough.")]
    public QuorumSettings? Quorum { get; init; }

    [Description("When to sample the whole panel and fuse.")]
    [InsteadOf("mode")]
    public InvocationSettings? Invocation { get; init; }

    [Description("The limits of one run.")]
    [InsteadOf("limits")]
    public BudgetSettings? Budget { get; init; }

    [Description("The most calls of the panel in flight at once. When absent: all of them.")]
    [Range(1, int.MaxValue)]
    [InsteadOf("concurrency")]
    public int? MaxConcurrency { get; init; }

    [Description("Seeds the candidates and the order in which the fusor sees them. When absent: drawn, and on the receipt.")]
    [Range(0, int.MaxValue)]
    public int? Seed { get; init; }

    [Description("Whether receipts hold the texts, so that they can be replayed.")]
    [DefaultValue(false)]
    public bool? Record { get; init; }
}
