namespace FusionOfN.Providers;

/// <summary>Scores candidates on a reward, rerank or metric server.</summary>
/// <remarks>
/// Before its first use it scores a fixed good and a fixed bad answer and refuses to score when the result is odd. Failures of the server
/// are failures of the candidates' scores, never exceptions. Thread-safe.
/// </remarks>
public sealed class RewardServerScorer : IScorer, IDisposable
{
    // A chat request holds one conversation, so the answers of a pool are sent side by side; a GPU server batches them itself.
    private const int MaxConcurrency = 8;

    /// <summary>The key of the additional property on a request's options that holds the reference, for metrics that use one.</summary>
    public const string ReferenceProperty = RewardPrompt.ReferenceProperty;

    private readonly RewardServerOptions _options;
    private readonly RewardWire _wire;
    private readonly RewardChannel _channel;
    private readonly SemaphoreSlim _probing = new(1, 1);
    private readonly SemaphoreSlim _slots = new(MaxConcurrency, MaxConcurrency);
    private CalibrationResult? _verdict;
    private int _batch;
    private long _scored;
    private long _truncated;

    /// <summary>Creates a scorer; connects to nothing yet.</summary>
    /// <param name="options">Where the server is and how to speak to it.</param>
    /// <param name="runtime">Clock, environment variables and transport; null takes the real ones.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message says which.</exception>
    public RewardServerScorer(RewardServerOptions options, EndpointRuntime? runtime = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Template is { } template && ChatTemplateText.Problem(template) is { } problem)
            throw new ArgumentException($"Scorer '{options.Name}': {problem}");
        if (options.SourcePattern is { } pattern && SourceText.Problem(pattern) is { } wrong)
            throw new ArgumentException($"Scorer '{options.Name}': {wrong}");

        _options = options;
        _wire = RewardWire.Create(options);
        _channel = new RewardChannel(options, _wire.Path, runtime ?? new EndpointRuntime());
        _batch = Math.Clamp(options.Batch ?? _wire.LargestBatch, 1, _wire.LargestBatch);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <summary>The options it was made with.</summary>
    public RewardServerOptions Options => _options;

    /// <summary>What the numbers measure.</summary>
    public ScoreMeaning Meaning => _wire.Meaning;

    /// <summary>The address that is asked.</summary>
    public Uri Address => _channel.Address;

    /// <summary>The model that scored, as the server named it last; null when it names none, or before the first reply.</summary>
    public string? ServedModel { get; private set; }

    /// <summary>The share of the answers, 0 to 1, that the server says it cut; 0 for servers that do not say.</summary>
    public double TruncatedShare => Interlocked.Read(ref _scored) is var scored and > 0 ? (double)Interlocked.Read(ref _truncated) / scored : 0;

    /// <inheritdoc/>
    public string? Settings => string.Join(
        ' ',
        _options.Dialect,
        RecipeFingerprint.Address(Address),
        _options.Model,
        _options.Label,
        string.Join(',', _options.Labels),
        _options.Template,
        _options.Raw ? "raw" : "squeezed",
        _options.SourcePattern);

    /// <inheritdoc/>
    public string? RemarkOn(IReadOnlyList<Candidate> candidates)
    {
        string kind = Meaning switch
        {
            ScoreMeaning.Rerank => "rerank scores (relevance, not a reward)",
            ScoreMeaning.Metric => "scores of a metric",
            _ => "rewards",
        };
        string cut = TruncatedShare > 0 ? FormattableString.Invariant($"; the server cut {TruncatedShare:P0} of the answers so far") : "";
        return $"Scorer '{Name}' gives {kind} of {ServedModel ?? _options.Model ?? "a model the server does not name"}{cut}.";
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(candidates);

        object? reference = context.Options?.AdditionalProperties?.GetValueOrDefault(RewardPrompt.ReferenceProperty);
        var prompt = RewardPrompt.Of(context.Messages, reference as string);
        IReadOnlyList<string> answers = [.. candidates.Select(candidate => candidate.Text)];
        if (answers.Count == 0)
            return [];
        if (_options.Probe && await ProbeOnceAsync(cancellationToken).ConfigureAwait(false) is { Passed: false } odd)
            return [.. answers.Select(_ => new CandidateScore(null, odd.Problem, "it did not pass its probe"))];

        return await ScoreAllAsync(prompt, answers, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Scores a fixed good and a fixed bad answer through the same path as real answers.</summary>
    /// <param name="cancellationToken">Stops the probe.</param>
    /// <returns>The two scores and, when they are odd or missing, why the scorer must not be used.</returns>
    public async Task<CalibrationResult> ProbeAsync(CancellationToken cancellationToken = default)
    {
        var pair = _wire.Pair;
        var scores = await ScoreAllAsync(pair.Prompt, [pair.Good, pair.Bad], cancellationToken).ConfigureAwait(false);

        // A model whose labels are learned from its replies may know them only after both.
        if (scores.Any(score => score.Value is null))
            scores = await ScoreAllAsync(pair.Prompt, [pair.Good, pair.Bad], cancellationToken).ConfigureAwait(false);

        CalibrationResult result = new(Name, Address.ToString(), scores[0].Value, scores[1].Value, null) { ServedModel = ServedModel };
        if (scores[0].Value is not { } good || scores[1].Value is not { } bad)
            return result with { Problem = scores.First(score => score.Value is null).Failure };

        if (CalibrationVerdict.Of(_wire, good, bad) is not { } odd)
            return result;

        string scored = FormattableString.Invariant($"a good answer scored {good:G6}, a bad one {bad:G6}");
        return result with { Problem = $"scorer '{Name}' at {Address} is refused: {scored}; {odd}." };
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _channel.Dispose();
        _probing.Dispose();
        _slots.Dispose();
    }

    private async Task<CalibrationResult> ProbeOnceAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _verdict) is { } known)
            return known;

        await _probing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_verdict is { } meanwhile)
                return meanwhile;

            // Two scores are a verdict; a server that did not answer may do so next time.
            var result = await ProbeAsync(cancellationToken).ConfigureAwait(false);
            if (result is { Good: not null, Bad: not null })
                Volatile.Write(ref _verdict, result);
            return result;
        }
        finally
        {
            _probing.Release();
        }
    }

    private async Task<IReadOnlyList<CandidateScore>> ScoreAllAsync(
        RewardPrompt prompt, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        var batches = answers.Chunk(Volatile.Read(ref _batch)).Select(batch => ScoreBatchAsync(prompt, batch, cancellationToken));
        var scores = await Task.WhenAll(batches).ConfigureAwait(false);
        return [.. scores.SelectMany(batch => batch)];
    }

    private async Task<IReadOnlyList<CandidateScore>> ScoreBatchAsync(RewardPrompt prompt, string[] answers, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await AskAsync(prompt, answers, cancellationToken).ConfigureAwait(false);
            ServedModel = reply.ServedModel ?? ServedModel;
            Interlocked.Add(ref _scored, answers.Length);
            Interlocked.Add(ref _truncated, reply.Truncated);
            return [.. reply.Scores.Select(Finite)];
        }
        catch (EndpointException exception) when (exception.StatusCode is 413 or 422 && answers.Length > 1)
        {
            // The server takes fewer at a time than was thought: both halves now, and smaller batches from here on.
            int half = (answers.Length + 1) / 2;
            Interlocked.Exchange(ref _batch, Math.Min(Volatile.Read(ref _batch), half));
            var first = await ScoreBatchAsync(prompt, answers[..half], cancellationToken).ConfigureAwait(false);
            var second = await ScoreBatchAsync(prompt, answers[half..], cancellationToken).ConfigureAwait(false);
            return [.. first, .. second];
        }
        catch (EndpointException exception)
        {
            return Fail(answers, exception.Message, exception.Brief);
        }
        catch (RewardFormatException exception)
        {
            return Fail(answers, $"scorer '{Name}' at {Address}: {_channel.Scrub(exception.Message)}.", "the answer of the server cannot be read");
        }
    }

    private async Task<RewardReply> AskAsync(RewardPrompt prompt, string[] answers, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var reply = await _channel.PostAsync(_wire.Write(prompt, answers), cancellationToken).ConfigureAwait(false);
            return _wire.Read(reply, answers.Length);
        }
        finally
        {
            _slots.Release();
        }
    }

    private static CandidateScore[] Fail(string[] answers, string reason, string brief) => [.. answers.Select(_ => new CandidateScore(null, reason, brief))];

    private static CandidateScore Finite(CandidateScore score) =>
        score.Value is { } value && !double.IsFinite(value) ? new(null, "the score is not a finite number") : score;
}
