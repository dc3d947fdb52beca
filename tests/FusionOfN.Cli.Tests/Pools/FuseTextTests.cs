namespace FusionOfN.Cli.Tests.Pools;

/// <summary>Rows of pool files as scripts really write them.</summary>
public sealed class FuseTextTests : IDisposable
{
    private readonly CliSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Fuse_RowsWithHalvesOfCharacters_AreAllDone()
    {
        _session.Write(
            "pools.jsonl",
            """
            {"id":"1","prompt":"q","candidates":["4","4"]}
            {"id":"2","prompt":"q \ud83d","candidates":["4 \ud83d","4 \ud83d"],"gold":"4 \udc00"}
            {"id":"3\ude00","prompt":"q","candidates":{"m\ud83d":"5"}}
            """);

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["4", "4 \uFFFD", "5"], Answers());
    }

    [Fact]
    public async Task Fuse_CandidatesWithReasoning_AreFusedWithoutIt()
    {
        _session.Write("pools.jsonl", """{"id":"1","prompt":"q","candidates":["<think>hm</think>\n\n4","<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>5"]}""");

        CliResult result = await _session.RunAsync("fuse", "pools.jsonl", "--out", "out.jsonl", "-a", "first");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["4"], Answers());
    }

    private IEnumerable<string?> Answers() => PoolLines.Parse(_session.Read("out.jsonl"))
        .OrderBy(line => line.GetProperty("id").GetString(), StringComparer.Ordinal).Select(line => line.GetProperty("answer").GetString());
}
