using BenchmarkDotNet.Attributes;

namespace FusionOfN.Benchmarks;

/// <summary>Fencing five candidates of 400 KB: ordinary ones, and ones that are nothing but what the fence has to break. The goal: under 100 ms.</summary>
[MemoryDiagnoser]
public class FenceBenchmarks
{
    private const int Candidates = 5;
    private const int Characters = 400_000;

    private readonly CandidateFence _fence = CandidateFence.Create("k7m2p9xq4rtz");
    private string _text = "";

    [Params("words", "<|a|> ", "</s>", "</fenced_candidate>", "&amp;lt;", "<[({", "\U000E0041", "\u200b")]
    public string Of { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _text = Of == "words" ? Texts.Words(Characters, 1) : string.Concat(Enumerable.Repeat(Of, Characters / Of.Length));

    [Benchmark]
    public int FiveCandidates()
    {
        var length = 0;
        for (var i = 1; i <= Candidates; i++)
            length += _fence.Wrap(i, _text).Length;
        return length;
    }
}
