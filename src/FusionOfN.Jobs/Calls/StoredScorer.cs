using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>A reward server as a job uses it: an answer to a prompt is scored once.</summary>
internal sealed class StoredScorer : IScorer
{
    private readonly RewardServerScorer _inner;
    private readonly JobCalls _calls;
    private readonly ModelAddress _address;

    public StoredScorer(RewardServerScorer inner, JobCalls calls)
    {
        _inner = inner;
        _calls = calls;
        _address = new ModelAddress(inner.Options.Dialect.ToString(), ModelAddress.PlaceOf(inner.Address), inner.Options.Model ?? inner.Name, null);
    }

    public string Name => _inner.Name;

    public string? Settings => _inner.Settings;

    public string? RemarkOn(IReadOnlyList<Candidate> candidates) => _inner.RemarkOn(candidates);

    public async Task<IReadOnlyList<CandidateScore>> ScoreAsync(
        AggregationContext context, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken = default)
    {
        ICallScope? item = CallScope.Current;
        using IDisposable? begun = item?.Begin();
        CandidateScore[] scores = new CandidateScore[candidates.Count];
        List<(int Index, LiveCall Call)> missing = [];
        try
        {
            // The same text twice in one pool must not wait for itself, and two pools must not wait for each other: each text once, in the order of the keys.
            var groups = Enumerable.Range(0, candidates.Count).GroupBy(i => KeyOf(context, candidates[i].Text)).OrderBy(group => group.Key).ToArray();
            foreach (var group in groups)
            {
                (StoredCall? known, TaskCompletionSource<StoredCall?>? claim) = await _calls.FindAsync(group.Key, item, cancellationToken);
                if (known is not null)
                    scores[group.First()] = ToScore(known);
                else
                    missing.Add((group.First(), new LiveCall(_calls, _address, model: null, group.Key, claim, item)));
            }

            if (missing.Count > 0)
            {
                missing.Sort((left, right) => left.Index.CompareTo(right.Index));
                await missing[0].Call.EnterAsync(cancellationToken);
                missing.ForEach(entry => entry.Call.Send());
                var live = await _inner.ScoreAsync(context, [.. missing.Select(entry => candidates[entry.Index])], cancellationToken);
                await Task.WhenAll(missing.Select(async (entry, i) => scores[entry.Index] = await KeepAsync(entry.Call, live[i])));
            }

            foreach (var group in groups)
                foreach (int i in group)
                    scores[i] = scores[group.First()];
            return scores;
        }
        finally
        {
            foreach ((_, LiveCall call) in missing)
                call.Dispose();
        }
    }

    private CallKey KeyOf(AggregationContext context, string text) => CanonicalJson.With(
        writer =>
        {
            RewardServerOptions options = _inner.Options;
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, 1);
            writer.WriteString("kind"u8, _address.Kind);
            writer.WriteString("place"u8, _address.Place);
            writer.WritePropertyName("settings"u8);
            string?[] settings = [options.Model, options.Label, options.Template, options.Raw ? options.RawField : null, options.SourcePattern, .. options.Labels];
            CanonicalJson.Write(writer, settings);
            writer.WritePropertyName("reference"u8);
            CanonicalJson.Write(writer, context.Options?.AdditionalProperties?.GetValueOrDefault(RewardServerScorer.ReferenceProperty) as string);
            writer.WriteStartArray("messages"u8);
            foreach (ChatMessage message in context.Messages)
            {
                CanonicalJson.WriteText(writer, message.Role.Value);
                CanonicalJson.WriteText(writer, message.Text);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("answer"u8);
            CanonicalJson.WriteText(writer, text);
            writer.WriteEndObject();
        },
        CallKey.Of);

    private static async Task<CandidateScore> KeepAsync(LiveCall call, CandidateScore score)
    {
        if (score.Value is { } value && double.IsFinite(value))
            await call.KeepScoreAsync(value);
        else
            await call.FailAsync(new StoredFailure(score.Failure ?? "no finite number", score.Brief, null, null));
        return score;
    }

    private static CandidateScore ToScore(StoredCall call) => call.Failure is { } failure
        ? new CandidateScore(null, failure.Reason, failure.Brief)
        : new CandidateScore(call.Score);
}
