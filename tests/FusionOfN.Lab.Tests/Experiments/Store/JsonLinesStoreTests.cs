namespace FusionOfN.Lab.Tests.Experiments.Store;

public sealed class JsonLinesStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-store-").FullName;

    private string FilePath => Path.Combine(_folder, "rewards.jsonl");

    [Fact]
    public async Task Open_FileWithRows_FindsThem()
    {
        await using (var store = await OpenAsync())
            await store.AddAsync([Row("a", 0.25), Row("b", 0.5)]);

        await using var again = await OpenAsync();
        Assert.Equal(0.5, again.Find("b")?.Value);
        Assert.Null(again.Find("c"));
    }

    /// <summary>The folder is the run's own, so that even a file of one torn line is not somebody else's.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Open_LastLineHalfWritten_DropsItAndGoesOn(int whole)
    {
        await using (var store = await OpenAsync())
            await store.AddAsync(Enumerable.Range(0, whole).Select(_ => Row("a", 1)));
        File.AppendAllText(FilePath, "{\"item\":\"b\",\"po");

        await using (var store = await OpenAsync())
        {
            Assert.Null(store.Find("b"));
            await store.AddAsync([Row("b", 2)]);
        }

        await using var again = await OpenAsync();
        Assert.Equal(2, again.Find("b")?.Value);
        Assert.Equal(whole + 1, File.ReadAllLines(FilePath).Length);
    }

    [Theory]
    [InlineData("not json", "is an invalid JSON literal")]
    [InlineData("null", "it is another kind of value than it must be")]
    [InlineData("[]", "it is another kind of value than it must be")]
    [InlineData("{\"item\":7}", "the value of item is another kind of value than it must be")]
    [InlineData("{\"item\":\"a\"}", "it lacks ")]
    [InlineData("{\"item\":", "it ends too early")]
    public async Task Open_BrokenLineInTheMiddle_SaysWhereAndWhat(string line, string what)
    {
        File.WriteAllText(FilePath, $"\n{line}\n{{}}\n");

        var exception = await Assert.ThrowsAsync<LabException>(OpenAsync);
        Assert.StartsWith($"{FilePath}:2: this is no row of a lab run: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FusionOfN.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_KeyThatIsThere_KeepsTheFirst()
    {
        await using var store = await OpenAsync();
        await store.AddAsync([Row("a", 1)]);
        await store.AddAsync([Row("a", 2)]);

        Assert.Equal(1, store.Find("a")?.Value);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RewardRow Row(string item, double value) => new() { Item = item, Pool = "p", Member = "m", Sample = 0, Scorer = "s", Value = value };

    private Task<JsonLinesStore<RewardRow>> OpenAsync() => JsonLinesStore<RewardRow>.OpenAsync(FilePath, row => row.Item, TestContext.Current.CancellationToken);
}
