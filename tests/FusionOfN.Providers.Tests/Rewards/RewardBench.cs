using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers.Tests;

/// <summary>A fake reward server and a scorer that asks it.</summary>
internal sealed class RewardBench : IAsyncDisposable
{
    private readonly List<RewardServerScorer> _scorers = [];

    private RewardBench(FakeUpstream upstream) => Upstream = upstream;

    public FakeUpstream Upstream { get; }

    public TestClock? Clock { get; init; }

    public IReadOnlyList<string> Bodies => [.. Upstream.Requests.Select(request => request.Body)];

    public static async Task<RewardBench> StartAsync(TestClock? clock = null) =>
        new(await FakeUpstream.StartAsync(TestContext.Current.CancellationToken)) { Clock = clock };

    /// <summary>A scorer of this dialect, without the probe unless asked for.</summary>
    public RewardServerScorer Scorer(RewardDialect dialect, Func<RewardServerOptions, RewardServerOptions>? configure = null)
    {
        RewardServerOptions options = new() { Name = "rm", Dialect = dialect, BaseUrl = Upstream.Url, Model = "m", Probe = false, Retry = new() { MaxRetries = 0 } };
        EndpointRuntime runtime = new()
        {
            ReadVariable = name => name == "REWARD_KEY" ? "very-secret-key" : null,
            TimeProvider = Clock ?? TimeProvider.System,
            Seed = 1,
        };
        RewardServerScorer scorer = new(configure?.Invoke(options) ?? options, runtime);
        _scorers.Add(scorer);
        return scorer;
    }

    /// <summary>Answers a route with this JSON.</summary>
    public RewardBench Reply(string path, string json, int status = 200)
    {
        Upstream.Map("POST", path, _ => UpstreamReply.Raw(json, status));
        return this;
    }

    public static Task<IReadOnlyList<CandidateScore>> ScoreAsync(IScorer scorer, params IReadOnlyList<string> answers) =>
        ScoreAsync(scorer, [new ChatMessage(ChatRole.User, "Why?")], answers);

    public static Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        IScorer scorer, IReadOnlyList<ChatMessage> messages, IReadOnlyList<string> answers, ChatOptions? options = null, CancellationToken? token = null) =>
        scorer.ScoreAsync(Context(messages, options), Candidates(answers), token ?? TestContext.Current.CancellationToken);

    /// <summary>The values; fails with the reason when a candidate has none.</summary>
    public static async Task<IReadOnlyList<double>> ValuesAsync(IScorer scorer, params IReadOnlyList<string> answers) =>
        [.. (await ScoreAsync(scorer, answers)).Select(score => score.Value ?? throw new InvalidOperationException(score.Failure))];

    public static IReadOnlyList<Candidate> Candidates(IReadOnlyList<string> answers) =>
        [.. answers.Select((answer, index) => new Candidate(index, "model", CallState.Ok, answer))];

    // Reward servers are no chat models: these scorers never touch the calls of the run.
    public static AggregationContext Context(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) =>
        new(new CandidatePool(messages, []), null!, 0) { Options = options };

    public async ValueTask DisposeAsync()
    {
        foreach (var scorer in _scorers)
            scorer.Dispose();
        await Upstream.DisposeAsync();
    }
}
