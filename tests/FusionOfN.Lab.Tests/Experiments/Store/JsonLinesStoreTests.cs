namespace FusionOfN.Lab.Tests.Experiments.Store;

public sealed class JsonLinesStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-store-").FullName;

    private string FilePath => Path.Combine(_folder, "rewards.jsonl");

    [Fact]
    public void Open_FileWithRows_FindsThem()
    {
        using (var store = Open())
            store.Add([Row("a", 0.25), Row("b", 0.5)]);

        using var again = Open();
        Assert.Equal(0.5, again.Find("b")?.Value);
        Assert.Null(again.Find("c"));
    }

    [Fact]
    public void Open_LastLineHalfWritten_DropsItAndGoesOn()
    {
        using (var store = Open())
            store.Add([Row("a", 1)]);
        File.AppendAllText(FilePath, "{\"item\":\"b\",\"po");

        using (var store = Open())
        {
            Assert.Null(store.Find("b"));
            store.Add([Row("b", 2)]);
        }

        using var again = Open();
        Assert.Equal(2, again.Find("b")?.Value);
        Assert.Equal(2, File.ReadAllLines(FilePath).Length);
    }

    [Theory]
    [InlineData("not json", "is an invalid JSON literal")]
    [InlineData("null", "it is another kind of value than it must be")]
    [InlineData("[]", "it is another kind of value than it must be")]
    [InlineData("{\"item\":7}", "the value of item is another kind of value than it must be")]
    [InlineData("{\"item\":\"a\"}", "it lacks ")]
    [InlineData("{\"item\":", "it ends too early")]
    public void Open_BrokenLineInTheMiddle_SaysWhereAndWhat(string line, string what)
    {
        File.WriteAllText(FilePath, $"\n{line}\n{{}}\n");

        var exception = Assert.Throws<LabException>(Open);
        Assert.StartsWith($"{FilePath}:2: this is no row of a lab run: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FusionOfN.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_KeyThatIsThere_KeepsTheFirst()
    {
        using var store = Open();
        store.Add([Row("a", 1)]);
        store.Add([Row("a", 2)]);

        Assert.Equal(1, store.Find("a")?.Value);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RewardRow Row(string item, double value) => new() { Item = item, Pool = "p", Member = "m", Sample = 0, Scorer = "s", Value = value };

    private JsonLinesStore<RewardRow> Open() => new(FilePath, row => row.Item);
}
