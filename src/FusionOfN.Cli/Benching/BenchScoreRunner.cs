using System.Text.Json;
using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion bench score</c> on texts with references.</summary>
internal sealed class BenchScoreRunner(CliHost host, BenchScoreSettings settings)
{
    /// <summary>Up to this many segments there is an interval without asking: it takes about a second.</summary>
    public const int MaxUnasked = 20_000;

    private const double Level = 0.05;

    public Task<int> RunAsync(CancellationToken cancellationToken) => Task.Run(() => Run(cancellationToken), cancellationToken);

    private int Run(CancellationToken cancellationToken)
    {
        BenchScoreDocument document = Score(cancellationToken);
        if (settings.Json)
            host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.BenchScoreDocument));
        else
            Rendering.BenchScoreTable.Write(host, document);
        return ExitCode.Ok;
    }

    private BenchScoreDocument Score(CancellationToken cancellationToken)
    {
        bool needsRows = settings.Interval || settings.Test is not null;
        ICorpusMetric[] metrics = [.. settings.Metrics.Select(name => BenchMetrics.Create(name, settings.Bleu))];
        CorpusResult result = Count(new CorpusScorer(metrics, needsRows ? int.MaxValue : MaxUnasked), cancellationToken);
        SegmentCounts[] all = [.. result.Systems.SelectMany(system => system)];
        if (needsRows && !all[0].HasRows)
            throw CliException.BadInput($"{result.Segments} segments are too many to resample", "Leave --interval and --paired out, or score a sample of them.");

        CorpusResampler resampler = new(result.Segments, (ulong)settings.Seed, cancellationToken);
        int resamples = settings.Test == PairedTest.Randomization ? CorpusResampler.DefaultResamples : settings.Resamples ?? CorpusResampler.DefaultResamples;
        double[][]? bootstrapped = all[0].HasRows ? resampler.Bootstrap(all, resamples) : null;
        double[][] pValues = PValues(result, resampler, bootstrapped);
        double[] adjusted = Holm.Adjust([.. pValues.SelectMany(system => system)]);

        List<BenchScore> scores = [];
        for (int i = 0; i < all.Length; i++)
        {
            (int system, int metric) = Math.DivRem(i, metrics.Length);
            BenchInterval? interval = bootstrapped is null ? null : Interval(ScoreInterval.Of(bootstrapped[i]), resamples);
            BenchDifference? difference = settings.Test is null || system == 0 ? null : Difference(result, system, metric, pValues[system - 1][metric], adjusted[i - metrics.Length]);
            scores.Add(new(settings.Systems[system], all[i].Metric.Name, all[i].Score, Signature(result, all[i].Metric), all[i].Detail, interval, difference));
        }

        return new(result.Segments, result.References, scores);
    }

    private CorpusResult Count(CorpusScorer scorer, CancellationToken cancellationToken)
    {
        List<FileStream> opened = [];
        try
        {
            return scorer.Score([.. settings.Systems.Select(Open)], [.. settings.References.Select(Open)], cancellationToken);
        }
        catch (CorpusException exception)
        {
            foreach (string problem in exception.Problems)
                host.Error.WriteLine(problem);
            throw CliException.BadInput(exception.Message);
        }
        finally
        {
            foreach (FileStream stream in opened)
                stream.Dispose();
        }

        CorpusFile Open(string path)
        {
            opened.Add(new(InputFile.Require(host, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1));
            return new(path, opened[^1]);
        }
    }

    // For each system but the baseline, the p-value of each metric.
    private double[][] PValues(CorpusResult result, CorpusResampler resampler, double[][]? bootstrapped)
    {
        if (settings.Test is null)
            return [];
        IReadOnlyList<SegmentCounts> baseline = result.Systems[0];
        return settings.Test == PairedTest.Randomization
            ? [.. result.Systems.Skip(1).Select(system => resampler.Randomize(baseline, system, settings.Resamples ?? CorpusResampler.DefaultTrials))]
            : [.. result.Systems.Skip(1).Select((system, number) => system.Select((counts, metric) => CorpusResampler.BootstrapPValue(
                baseline[metric], counts, bootstrapped![metric], bootstrapped[((number + 1) * baseline.Count) + metric])).ToArray())];
    }

    private BenchDifference Difference(CorpusResult result, int system, int metric, double pValue, double adjusted)
    {
        double difference = result.Systems[system][metric].Score - result.Systems[0][metric].Score;
        string verdict = adjusted >= Level || difference == 0 ? "tie" : difference > 0 ? "better" : "worse";
        return new(settings.Systems[0], difference, settings.Test == PairedTest.Bootstrap ? "bs" : "ar", pValue, adjusted, verdict);
    }

    private BenchInterval Interval(ScoreInterval interval, int resamples) => new(interval.Low, interval.High, interval.Mean, interval.HalfWidth, resamples, settings.Seed);

    // An interval that nobody asked for is no part of what the score depends on.
    private string Signature(CorpusResult result, ICorpusMetric metric)
    {
        (string Kind, int Count, ulong Seed)? resampling = settings.Test switch
        {
            PairedTest.Randomization => ("ar", settings.Resamples ?? CorpusResampler.DefaultTrials, (ulong)settings.Seed),
            null when !settings.Interval => null,
            _ => ("bs", settings.Resamples ?? CorpusResampler.DefaultResamples, (ulong)settings.Seed),
        };
        return metric.Signature.Write(result.References, resampling);
    }
}
