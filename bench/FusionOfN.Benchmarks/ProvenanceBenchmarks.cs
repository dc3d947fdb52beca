using BenchmarkDotNet.Attributes;

namespace FusionOfN.Benchmarks;

/// <summary>Provenance of one answer over five candidates of the same length. The goal: 20,000 characters in well under 100 ms.</summary>
[MemoryDiagnoser]
public class ProvenanceBenchmarks
{
    private string[] _candidates = [];
    private string _answer = "";
    private string[] _hanCandidates = [];
    private string _hanAnswer = "";

    [Params(1_000, 20_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _candidates = [.. Enumerable.Range(0, 5).Select(seed => Texts.Words(Characters, seed))];
        _answer = Texts.Patchwork(_candidates, Characters, 9);
        _hanCandidates = [.. Enumerable.Range(0, 5).Select(seed => Texts.Han(Characters, seed))];
        _hanAnswer = _hanCandidates[0][(Characters / 2)..] + _hanCandidates[1][(Characters / 2)..];
    }

    [Benchmark(Baseline = true)]
    public double Words() => ProvenanceMap.Create(_answer, _candidates).CopyRate;

    [Benchmark]
    public double Han() => ProvenanceMap.Create(_hanAnswer, _hanCandidates).CopyRate;
}
