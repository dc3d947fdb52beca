using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace FusionOfN.Synthesis.Tests.Prompts;

public sealed class PromptFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_JsonLines_FindsEveryPart()
    {
        var (rows, problems, preview) = await ReadAsync("p.jsonl", """
            {"question_id":7,"question":"Wie spät ist es?","lang":"de","system":"Kurz.","gold":["12 Uhr"],"topic":"time","images":["a.png"]}
            """);

        var row = Assert.Single(rows);
        Assert.Empty(problems);
        Assert.Equal("7", row.Id);
        Assert.Equal("de", row.Language);
        Assert.Equal(["system", "user"], row.Messages.Select(message => message.Role.Value));
        Assert.Equal("Wie spät ist es?", row.Messages[1].Text);
        Assert.Equal(["12 Uhr"], row.References);
        Assert.Equal(["a.png"], row.Images);
        Assert.Equal("""{"topic":"time"}""", row.Metadata?.GetRawText());
        Assert.Equal("prompt = question, system = system, id = question_id, language = lang, references = gold, images = images", preview.Columns.ToString());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Q"}]}""", "system:S|user:Q")]
    [InlineData("""{"conversations":[{"from":"human","value":"Q"},{"from":"gpt","value":"A"}]}""", "user:Q")]
    [InlineData("""{"prompt":[{"role":"user","content":[{"type":"text","text":"Q"}]}],"chosen":"x"}""", "user:Q")]
    [InlineData("""{"instruction":"Translate.","input":"Hund","output":"dog"}""", "user:Translate.\n\nHund")]
    [InlineData("""{"prompt":[{"role":"user","content":"Q"}],"completion":[{"role":"assistant","content":"A"}]}""", "user:Q")]
    [InlineData("""{"only_column":"Q"}""", "user:Q")]
    public async Task ReadAsync_ShapesOfTheField_AreUnderstood(string line, string expected)
    {
        var (rows, problems, _) = await ReadAsync("p.jsonl", line);

        Assert.Empty(problems);
        Assert.Equal(expected, string.Join('|', Assert.Single(rows).Messages.Select(message => $"{message.Role}:{message.Text}")));
    }

    [Fact]
    public async Task ReadAsync_ChatWithAnswer_KeepsTheAnswerAsReferenceAndSaysSo()
    {
        var (rows, _, preview) = await ReadAsync("p.jsonl", """{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":"A"}]}""");

        Assert.Equal(["A"], Assert.Single(rows).References);
        Assert.Contains("asked anew", Assert.Single(preview.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_BadRows_AreNamedByLineAndTheOthersGoOn()
    {
        var (rows, problems, _) = await ReadAsync("p.jsonl", """
            {"prompt":"one"}

            {"prompt":
            ["x"]
            {"prompt":"  "}
            {"prompt":{"a":1}}
            {"prompt":"five","language":"German language"}
            {"prompt":"six"}
            """);

        Assert.Equal(["one", "six"], rows.Select(row => row.Messages[^1].Text));
        Assert.Equal(
            [
                "p.jsonl:3: is not JSON: column 11",
                "p.jsonl:4: the row must be an object, but it is a list",
                "p.jsonl:5: prompt is empty",
                "p.jsonl:6: prompt must be a text, but it is an object",
                "p.jsonl:7: language 'German language' is no language code; write it as de, pt-BR or zh-Hans",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Q"}]}""", """{"prompt":"P"}""")]
    [InlineData("""{"prompt":"Q","id":"1"}""", """{"messages":[{"role":"user","content":"P"}],"id":"2"}""")]
    [InlineData("""{"question":"Q"}""", """{"conversations":[{"from":"human","value":"P"}]}""")]
    public async Task ReadAsync_FilePutTogetherOfSeveral_LosesNoRow(string first, string second)
    {
        var (rows, problems, _) = await ReadAsync("p.jsonl", first + "\n" + second + "\n");

        Assert.Empty(problems);
        Assert.Equal(["Q", "P"], rows.Select(row => row.Messages[^1].Text));
        Assert.All(rows, row => Assert.Null(row.Metadata));
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Q"}]}""", """{"source":"wikipedia"}""", "messages is missing or empty")]
    [InlineData("""{"prompt":"Q"}""", """{"prompt":"","text":"a note"}""", "prompt is empty")]
    public async Task ReadAsync_RowWithoutAPrompt_NamesTheColumn(string first, string second, string problem)
    {
        var (rows, problems, _) = await ReadAsync("p.jsonl", first + "\n" + second + "\n");

        Assert.Single(rows);
        Assert.Equal("p.jsonl:2: " + problem, Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("Was ist die Hauptstadt von Frankreich, und wo liegt sie?", "de")]
    [InlineData("フランスの首都はどこですか。", "ja")]
    [InlineData("Hi", null)]
    public async Task ReadAsync_NoLanguageColumn_TellsItFromTheWords(string prompt, string? language)
    {
        var (rows, _, _) = await ReadAsync("p.jsonl", $$"""{"prompt":"{{prompt}}"}""");

        Assert.Equal((language, language is not null), (rows[0].Language, rows[0].LanguageIsGuessed));
    }

    [Theory]
    [InlineData(PromptFormat.Csv, "question;lang\nQ;de\n")]
    [InlineData(PromptFormat.Tsv, "question\tlang\nQ\tde\n")]
    [InlineData(PromptFormat.JsonLines, "{\"question\":\"Q\",\"lang\":\"de\"}")]
    public async Task OpenAsync_StreamOfANamedFormat_IsRead(PromptFormat format, string text)
    {
        await using var file = await PromptFile.OpenAsync(
            new ForwardStream(System.Text.Encoding.UTF8.GetBytes(text)), "-", new PromptFileOptions { Format = format }, TestContext.Current.CancellationToken);

        Assert.Equal(("Q", "de"), (file.Preview.First[0].Messages[^1].Text, file.Preview.First[0].Language));
    }

    [Fact]
    public async Task OpenAsync_StreamOfParquet_IsRead()
    {
        Duck.Query($"copy (select 'Q' as question) to '{_folder.File("q.parquet")}' (format parquet)");
        await using var file = await PromptFile.OpenAsync(
            new ForwardStream(await File.ReadAllBytesAsync(_folder.File("q.parquet"), TestContext.Current.CancellationToken)), "-", new PromptFileOptions { Format = PromptFormat.Parquet }, TestContext.Current.CancellationToken);

        Assert.Equal("Q", file.Preview.First[0].Messages[^1].Text);
    }

    /// <summary>A stream that cannot go back, as a pipe.</summary>
    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public async Task ReadAsync_NotUtf8_NamesTheLine()
    {
        _folder.Write("p.jsonl", [.. "{\"prompt\":\"a\"}\n{\"prompt\":\""u8, 0xE9, .. "\"}\n{\"prompt\":\"c\"}\n"u8]);
        var (rows, problems, _) = await ReadAsync("p.jsonl");

        Assert.Equal(2, rows.Count);
        Assert.Equal("p.jsonl:2: is not UTF-8; save the file as UTF-8", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("p.csv", "id,prompt,language\n1,\"Hi, \"\"you\"\"\nthere\",en\n2,Salut,fr\n")]
    [InlineData("p.csv", "\uFEFFid;prompt;language\r\n1;\"Hi, \"\"you\"\"\nthere\";en\r\n2;Salut;fr\r\n")]
    [InlineData("p.tsv", "id\tprompt\tlanguage\n1\t\"Hi, \"\"you\"\"\nthere\"\ten\n2\tSalut\tfr\n")]
    public async Task ReadAsync_SeparatedValues_KeepWhatQuotationMarksHold(string name, string text)
    {
        var (rows, problems, _) = await ReadAsync(name, text);

        Assert.Empty(problems);
        Assert.Equal([("1", "Hi, \"you\"\nthere", "en"), ("2", "Salut", "fr")], rows.Select(row => (row.Id, row.Messages[0].Text, row.Language!)));
    }

    [Fact]
    public async Task ReadAsync_SeparatedValuesWithBadRows_NamesTheirFirstLine()
    {
        var (rows, problems, _) = await ReadAsync("p.csv", "id,prompt\n1,\"two\nlines\"\n2,a,b\n3\n4,\"x\"y\n5,fine\n6,\"open\n7,lost\n");

        Assert.Equal(["1", "5"], rows.Select(row => row.Id));
        Assert.Equal(
            [
                "p.csv:4: has 3 fields, but the header names 2 columns; a field with a separator in it needs quotation marks",
                "p.csv:5: has 1 fields, but the header names 2 columns; a field with a separator in it needs quotation marks",
                "p.csv:6: a field goes on after its closing quotation mark; a mark inside of a field is written twice (\"\")",
                "p.csv:8: a quotation mark that opens a field here is never closed, so what follows cannot be told apart",
            ],
            problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task ReadAsync_ConversationInAField_IsReadAsJson()
    {
        var (rows, _, _) = await ReadAsync("p.csv", "messages\n\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"Q\"\"}]\"\n");

        Assert.Equal("Q", Assert.Single(rows).Messages[0].Text);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("zst")]
    public async Task ReadAsync_Packed_IsUnpackedAndDamageIsSaid(string kind)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"prompt\":\"Frage {i} {Guid.NewGuid()}\"}}\n")));
        using MemoryStream packed = new();
        using (Stream packing = kind == "gz" ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new CompressionStream(packed, leaveOpen: true))
            packing.Write(text);
        _folder.Write($"p.jsonl.{kind}", packed.ToArray());
        Assert.Equal(3000, (await ReadAsync($"p.jsonl.{kind}")).Rows.Count);

        _folder.Write($"d.jsonl.{kind}", packed.ToArray()[..(int)(packed.Length / 2)]);
        var error = await Assert.ThrowsAsync<SynthesisException>(() => ReadAsync($"d.jsonl.{kind}"));
        Assert.Contains("cannot be unpacked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Parquet_ReadsWhatAnotherProgramWrote()
    {
        Duck.Query($"""
            copy (select i as id, [struct_pack(role := 'user', content := 'Frage ' || i)] as messages, 'de' as language, {'{'}'k': [1, 2], 'd': date '2024-02-03'{'}'} as extra,
                  case when i = 2 then null else 1.5 end as weight
                  from range(5) t(i)) to '{_folder.File("p.parquet")}' (format parquet, row_group_size 2)
            """);
        var (rows, problems, preview) = await ReadAsync("p.parquet");

        Assert.Empty(problems);
        Assert.Equal(PromptFormat.Parquet, preview.Format);
        Assert.Equal(["Frage 0", "Frage 1", "Frage 2", "Frage 3", "Frage 4"], rows.Select(row => row.Messages[0].Text));
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row.Number));
        Assert.Equal([1, 2], rows[0].Metadata!.Value.GetProperty("extra").GetProperty("k").EnumerateArray().Select(item => item.GetInt32()));
    }

    [Fact]
    public async Task ReadAsync_JsonList_CountsRows()
    {
        var (rows, problems, preview) = await ReadAsync("p.json", """[{"prompt":"a"},{"prompt":3},"x"]""");

        Assert.Equal(PromptFormat.Json, preview.Format);
        Assert.Equal(["a", "3"], rows.Select(row => row.Messages[0].Text));
        Assert.Equal("p.json row 3: the row must be an object, but it is a text", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("p.jsonl", "", "p.jsonl has no row in it")]
    [InlineData("p.csv", "", "p.csv is empty")]
    [InlineData("p.csv", "a,a\n1,2\n", "p.csv:1: the column 'a' is there twice")]
    [InlineData("p.jsonl", "not json\n", "no row of p.jsonl can be read: p.jsonl:1: is not JSON: column 2")]
    [InlineData("p.jsonl", "{\"a\":1,\"b\":2}\n", "it cannot be told which column of p.jsonl holds the prompts; its columns are 'a', 'b'")]
    [InlineData("p.parquet", "no parquet at all", "p.parquet is no whole Parquet file")]
    [InlineData("p.json", "[{\"prompt\":\"a\"},", "p.json is not JSON: line 1, column 16")]
    public async Task OpenAsync_UnusableFile_SaysWhy(string name, string text, string expected) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<SynthesisException>(() => ReadAsync(name, text))).Message);

    [Fact]
    public async Task OpenAsync_NamedColumns_WinOverGuesses()
    {
        _folder.Write("p.jsonl", """{"prompt":"no","ask":"yes","l":"sw"}""");
        PromptFileOptions options = new() { Columns = new Dictionary<PromptColumn, string> { [PromptColumn.Prompt] = "ask", [PromptColumn.Language] = "l" } };
        var (rows, _, _) = await ReadAsync("p.jsonl", options: options);
        Assert.Equal(("yes", "sw"), (rows[0].Messages[0].Text, rows[0].Language));

        options = new() { Columns = new Dictionary<PromptColumn, string> { [PromptColumn.Prompt] = "asks" } };
        var error = await Assert.ThrowsAsync<SynthesisException>(() => ReadAsync("p.jsonl", options: options));
        Assert.Equal("p.jsonl has no column 'asks' for prompt", error.Message);
    }

    [Fact]
    public async Task OpenAsync_StreamWithoutSeeking_IsReadAsJson()
    {
        using GZipStream pipe = new(new MemoryStream(Gzipped("{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}")), CompressionMode.Decompress);
        await using var source = await PromptFile.OpenAsync(pipe, "-", cancellationToken: TestContext.Current.CancellationToken);
        List<string> texts = [];
        await foreach (var row in source.ReadAsync(_ => { }, TestContext.Current.CancellationToken))
            texts.Add(row.Messages[0].Text);
        Assert.Equal(["a", "b"], texts);
    }

    [Fact]
    public async Task ReadAsync_Key_DependsOnWhatIsAskedAlone()
    {
        var (rows, _, _) = await ReadAsync("p.jsonl", """
            {"id":"1","prompt":"a","note":"x"}
            {"prompt":"a","id":"2"}
            {"id":"1","prompt":"a","language":"de"}
            """);

        Assert.Equal(rows[0].Key, rows[1].Key);
        Assert.NotEqual(rows[0].Key, rows[2].Key);
    }

    private static byte[] Gzipped(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream packing = new(packed, CompressionLevel.Fastest))
            packing.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private Task<(List<PromptRow> Rows, List<PromptProblem> Problems, PromptPreview Preview)> ReadAsync(string name, string text)
    {
        _folder.Write(name, text);
        return ReadAsync(name);
    }

    private async Task<(List<PromptRow> Rows, List<PromptProblem> Problems, PromptPreview Preview)> ReadAsync(string name, PromptFileOptions? options = null)
    {
        await using var source = await PromptFile.OpenAsync(_folder.File(name), name, options, TestContext.Current.CancellationToken);
        List<PromptProblem> problems = [];
        List<PromptRow> rows = [];
        await foreach (var row in source.ReadAsync(problems.Add, TestContext.Current.CancellationToken))
            rows.Add(row);
        return (rows, problems, source.Preview);
    }
}
