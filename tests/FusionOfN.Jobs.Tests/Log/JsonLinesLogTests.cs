using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;

namespace FusionOfN.Jobs.Tests.Log;

public sealed class JsonLinesLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("json-lines-").FullName;

    private string FilePath => Path.Combine(_folder, "log.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_WhatWasAppended_ComesBackInOrder()
    {
        await using (JsonLinesLog<Row> log = Open())
        {
            await log.AppendAsync(new Row("a", "one\ntwo \u2028 ü 中"), new Row("b", ""));
            await log.AppendAsync(new Row("a", new string('x', 200_000)));
        }

        var (rows, isTorn) = await ReadAsync();

        Assert.False(isTorn);
        Assert.Equal([("a", 13), ("b", 0), ("a", 200_000)], rows.Select(row => (row.Id, row.Text.Length)));
        Assert.Equal(3, File.ReadAllText(FilePath).Count(letter => letter == '\n'));
    }

    /// <summary>Wherever a write was torn: whole rows stay, what is torn goes, and the next row begins a line of its own.</summary>
    [Fact]
    public async Task ReadAsync_FileCutAnywhere_KeepsEveryWholeRow()
    {
        await using (JsonLinesLog<Row> log = Open())
            await log.AppendAsync(new Row("a", "ü"), new Row("b", "中"), new Row("c", "\"}"));
        byte[] whole = await File.ReadAllBytesAsync(FilePath, TestContext.Current.CancellationToken);
        for (int length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], TestContext.Current.CancellationToken);
            int ended = whole[..length].Count(letter => letter == '\n');
            bool isWholeRow = length < whole.Length && whole[length] == '\n';

            List<Row> rows = [];
            await using (JsonLinesLog<Row> log = Open(isOwn: true))
            {
                bool isTorn = await log.ReadAsync(rows.Add, TestContext.Current.CancellationToken);
                Assert.Equal(length > 0 && whole[length - 1] != '\n' && !isWholeRow, isTorn);
                await log.AppendAsync(new Row("d", "after"));
            }

            Assert.Equal(ended + (isWholeRow ? 1 : 0), rows.Count);
            Assert.Equal([.. rows, new Row("d", "after")], (await ReadAsync()).Rows);
        }
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\nnot json\n{\"id\":\"b\",\"text\":\"x\"}\n", 2, "invalid JSON literal")]
    [InlineData("{\"id\":\"a\",\"text\":\"x\"}\n\n[1]\n{\"id\":", 3, "another kind of value")]
    [InlineData("null\n", 1, "another kind of value")]
    [InlineData("{\"id\":\"a\"}\n", 1, "it lacks 'text'")]
    [InlineData("a note without an end of line", 1, "none of the rows")]
    [InlineData("{\"id\":\"a\",", 1, "none of the rows")]
    [InlineData("\0\0\0\n", 1, "invalid")]
    public async Task ReadAsync_LineThatIsNoRow_IsNamedAndTheFileUntouched(string content, int line, string problem)
    {
        await File.WriteAllTextAsync(FilePath, content, TestContext.Current.CancellationToken);

        JsonLinesException exception = await Assert.ThrowsAsync<JsonLinesException>(ReadAsync);

        Assert.Equal(line, exception.Line);
        Assert.Contains(problem, exception.Problem, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    /// <summary>A loss of power can leave zeros where the last write should be.</summary>
    [Fact]
    public async Task ReadAsync_EndOfZeros_IsCut()
    {
        await File.WriteAllTextAsync(FilePath, "{\"id\":\"a\",\"text\":\"x\"}\n" + new string('\0', 5_000), TestContext.Current.CancellationToken);

        var (rows, isTorn) = await ReadAsync();

        Assert.True(isTorn);
        Assert.Single(rows);
        Assert.Equal("{\"id\":\"a\",\"text\":\"x\"}\n", await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadAsync_CallerRefusesARow_LeavesTheFileUntouched()
    {
        string content = "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"te";
        await File.WriteAllTextAsync(FilePath, content, TestContext.Current.CancellationToken);

        await using (JsonLinesLog<Row> log = Open())
            await Assert.ThrowsAsync<InvalidOperationException>(() => log.ReadAsync(_ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

        Assert.Equal(content, await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StartAnew_FileWithRows_StandsUntilTheFirstNewOne()
    {
        await using (JsonLinesLog<Row> log = Open())
            await log.AppendAsync(new Row("a", "x"), new Row("b", "x"));
        await using (JsonLinesLog<Row> log = Open())
            log.StartAnew();
        Assert.Equal(2, (await ReadAsync()).Rows.Count);

        await using (JsonLinesLog<Row> log = Open())
        {
            log.StartAnew();
            await log.AppendAsync(new Row("c", "x"));
            await log.AppendAsync(new Row("d", "x"));
        }

        Assert.Equal(["c", "d"], (await ReadAsync()).Rows.Select(row => row.Id));
    }

    [Fact]
    public void AppendAsync_ManyAtOnce_WritesWholeLines() =>
        Gen.String.Array[1, 40].Sample(
            texts =>
            {
                File.Delete(FilePath);
                using (JsonLinesLogHolder holder = new(Open()))
                    Task.WaitAll(texts.Select((text, index) => Task.Run(() => holder.Log.AppendAsync(new Row($"{index}", WellFormedText.Of(text))))));
                List<Row> rows = [.. ReadAsync().GetAwaiter().GetResult().Rows];
                return rows.Count == texts.Length && rows.All(row => row.Text == WellFormedText.Of(texts[int.Parse(row.Id, System.Globalization.CultureInfo.InvariantCulture)]));
            },
            iter: 30,
            threads: 1);

    private JsonLinesLog<Row> Open(bool isOwn = false) =>
        new(new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0), Type) { IsOwn = isOwn };

    private async Task<(IReadOnlyList<Row> Rows, bool IsTorn)> ReadAsync()
    {
        List<Row> rows = [];
        await using JsonLinesLog<Row> log = Open();
        bool isTorn = await log.ReadAsync(rows.Add, TestContext.Current.CancellationToken);
        return (rows, isTorn);
    }

    private static JsonTypeInfo<Row> Type { get; } = (JsonTypeInfo<Row>)new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    }.GetTypeInfo(typeof(Row));

    private sealed record Row(string Id, string Text);

    private sealed class JsonLinesLogHolder(JsonLinesLog<Row> log) : IDisposable
    {
        public JsonLinesLog<Row> Log => log;

        public void Dispose() => log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
