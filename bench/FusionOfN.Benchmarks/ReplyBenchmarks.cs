using BenchmarkDotNet.Attributes;

namespace FusionOfN.Benchmarks;

/// <summary>Reading one fusor reply of 8,000 characters, whole and as a stream of tokens, and fencing the five candidates before it.</summary>
[MemoryDiagnoser]
public class ReplyBenchmarks
{
    private const int Characters = 8_000;

    private string _reply = "";
    private string[] _deltas = [];
    private string[] _candidates = [];
    private CandidateFence _fence = CandidateFence.Create("k7m2p9xq4rtz");

    [GlobalSetup]
    public void Prepare()
    {
        _reply = $"<comparison>\n{Texts.Words(1_000, 1)}\n</comparison>\n<fused_answer>\n{Texts.Words(Characters, 2)}\n</fused_answer>";
        _deltas = [.. _reply.Chunk(4).Select(chunk => new string(chunk))];
        _candidates = [.. Enumerable.Range(0, 5).Select(seed => Texts.Words(Characters, seed))];
        _fence = CandidateFence.Create(new Random(1));
    }

    [Benchmark(Baseline = true)]
    public FusorReply Parse() => FusorReply.Parse(_reply);

    [Benchmark]
    public FusorReply Stream()
    {
        FusorReplyStream stream = new();
        foreach (var delta in _deltas)
            stream.Append(delta);
        stream.Complete(out var reply);
        return reply;
    }

    [Benchmark]
    public int FenceFiveCandidates()
    {
        var length = 0;
        for (var i = 0; i < _candidates.Length; i++)
            length += _fence.Wrap(i + 1, _candidates[i]).Length;
        return length;
    }
}
