namespace FusionOfN.Jobs.Tests.Rows;

public sealed class PoolFileReaderTests
{
    private const string Good = """{"id":"a","prompt":"?","candidates":["4",{"model":"m","text":"5","is_correct":false}],"gold":4}""";

    [Fact]
    public async Task ReadAsync_GoodRow_HoldsPromptCandidatesAndWhatIsRight()
    {
        var (rows, problems) = await ReadAsync(Good);

        PoolRow row = Assert.Single(rows);
        Assert.Empty(problems);
        Assert.Equal("?", Assert.Single(row.Messages).Text);
        Assert.Equal([("candidate 1", "4"), ("m", "5")], row.Candidates.Select(candidate => (candidate.Model, candidate.Text)));
        Assert.Equal([null, false], row.Marks);
        Assert.Equal(["4"], row.Gold);
    }

    /// <summary>Another space or field is not another row; another candidate is.</summary>
    [Fact]
    public async Task ReadAsync_SameContentWrittenElsewise_HasTheSameHash()
    {
        var (rows, _) = await ReadAsync(
            Good,
            Good.Replace("\"id\":\"a\"", "\"id\": \"b\", \"source\":\"x\"", StringComparison.Ordinal),
            Good.Replace("\"id\":\"a\"", "\"id\":\"c\"", StringComparison.Ordinal).Replace("\"5\"", "\"6\"", StringComparison.Ordinal));

        Assert.Equal(rows[0].Hash, rows[1].Hash);
        Assert.NotEqual(rows[0].Hash, rows[2].Hash);
    }

    [Theory]
    [InlineData("{\"id\":\"x\",", null, "is not JSON: column")]
    [InlineData("\"x\"", null, "it is a text")]
    [InlineData("""{"id":"a","prompt":"?","candidates":["4"]}""", "id", "used before")]
    [InlineData("""{"prompt":7,"candidates":["4"]}""", "prompt", "must be a text or a list")]
    [InlineData("""{"prompt":"?","candidates":[{"text":"4","is_correct":2}]}""", "candidates[0].is_correct", "true or false")]
    public async Task ReadAsync_BadRow_IsNamedAndTheOthersGoOn(string line, string? field, string reason)
    {
        var (rows, problems) = await ReadAsync(Good, "", line, """{"id":"z","prompt":"?","candidates":["4"]}""");

        Assert.Equal(["a", "z"], rows.Select(row => row.Id));
        RowProblem problem = Assert.Single(problems);
        Assert.Equal((3, field), (problem.Line, problem.Field));
        Assert.Contains(reason, problem.Problem, StringComparison.Ordinal);
    }

    private static async Task<(IReadOnlyList<PoolRow> Rows, IReadOnlyList<RowProblem> Problems)> ReadAsync(params string[] lines)
    {
        List<RowProblem> problems = [];
        List<PoolRow> rows = [];
        using StringReader reader = new(string.Join('\n', lines));
        await foreach (PoolRow row in new PoolFileReader(reader, problems.Add).ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(row);
        return (rows, problems);
    }
}
