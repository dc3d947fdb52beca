using System.Text;

namespace FusionOfN.Local;

/// <summary>Gathers the updates of a job into whole answers.</summary>
internal sealed class SampleCollector
{
    private readonly List<int> _tokens = [];
    private readonly StringBuilder _text = new();
    private readonly List<float> _logProbabilities = [];
    private GenerationEnd _end;

    public static async Task<IReadOnlyList<GeneratedSample>> CollectAsync(GenerationJob job, CancellationToken cancellationToken)
    {
        SampleCollector[] samples = [.. job.Seeds.Select(_ => new SampleCollector())];
        await foreach (var update in job.ReadAsync(cancellationToken).ConfigureAwait(false))
            samples[update.Sample].Add(update);
        return [.. samples.Select((sample, index) => sample.ToSample(job.Seeds[index]))];
    }

    private void Add(GenerationUpdate update)
    {
        _tokens.Add(update.Token);
        _text.Append(update.Text);
        if (update.LogProbability is { } logProbability)
            _logProbabilities.Add(logProbability);
        _end = update.End ?? _end;
    }

    private GeneratedSample ToSample(long seed) => new(_tokens, _text.ToString(), _end, seed, _logProbabilities);
}
