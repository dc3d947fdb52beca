#pragma warning disable
namespace FusionOfN;
public class ProvenanceMap { public static ProvenanceMap Create(string a, IReadOnlyList<string> b) => null!; public IReadOnlyList<double> Shares; public double CopyRate; }
public class FusionAggregator : IAggregator { public FusionAggregator(IReadOnlyList<ChatModel> f, FusorPrompt? p = null, IScorer? s = null) {} public string Name => ""; public IAsyncEnumerable<AggregationUpdate> AggregateAsync(AggregationContext context, CancellationToken cancellationToken = default) => null!; }
public class JudgeScorer : IScorer { public JudgeScorer(ChatModel m, string? r) {} public string Name => ""; public Task<IReadOnlyList<CandidateScore>> ScoreAsync(AggregationContext c, IReadOnlyList<Candidate> d, CancellationToken e = default) => null!; }
public class UniversalSelfConsistencyAggregator : FusionAggregator { public UniversalSelfConsistencyAggregator(ChatModel m) : base([m]) {} }
public class PairwiseTournamentAggregator : FusionAggregator { public PairwiseTournamentAggregator(ChatModel m) : base([m]) {} }
public class PoolAnalyst { public static Task<FusionAnalysis?> AnalyseAsync(ChatModel m, AggregationContext c, CancellationToken e) => null!; }
