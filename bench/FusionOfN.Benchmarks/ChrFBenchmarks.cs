using BenchmarkDotNet.Attributes;

namespace FusionOfN.Benchmarks;

/// <summary>chrF of one pair, and of all pairs of a pool as minimum-Bayes-risk selection needs them, each text counted once.</summary>
[MemoryDiagnoser]
public class ChrFBenchmarks
{
    private string[] _pool = [];

    [Params(500, 5_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Prepare() => _pool = [.. Enumerable.Range(0, 16).Select(seed => Texts.Words(Characters, seed))];

    [Benchmark(Baseline = true)]
    public double OnePair() => ChrF.Default.Score(_pool[0], _pool[1]);

    [Benchmark]
    public double OnePairPlusPlus() => ChrF.PlusPlus.Score(_pool[0], _pool[1]);

    [Benchmark]
    public double AllPairsOfSixteen()
    {
        var profiles = _pool.Select(ChrF.Default.Profile).ToArray();
        var sum = 0.0;
        foreach (var hypothesis in profiles)
        {
            foreach (var reference in profiles)
            {
                if (!ReferenceEquals(hypothesis, reference))
                    sum += ChrF.Default.Score(hypothesis, reference);
            }
        }

        return sum;
    }
}
