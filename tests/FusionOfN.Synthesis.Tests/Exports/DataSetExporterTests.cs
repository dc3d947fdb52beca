using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis.Tests.Exports;

public sealed class DataSetExporterTests : IDisposable
{
    private static readonly string[] AllFormats = [.. ExportPlan.KnownFormats.Select(format => format.Name)];

    private readonly ScratchFolder _folder = new();

    private string Data => _folder.File("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExportAsync_EveryFormatInElevenLanguages_IsReadBackByDuckDb()
    {
        var rows = Rows.InElevenLanguages();
        await ExportAsync(rows, AllFormats);

        string[] expected = [.. rows.Select(row => row.Answers[0].Text)];
        (string Format, string Sql)[] lines =
        [
            ("trl-sft/fusion", "completion[1].content"), ("trl-chat/fusion", "messages[2].content"), ("trl-dpo/fusion", "chosen[1].content"), ("openai-sft/fusion", "messages[2].content"),
            ("openai-dpo/fusion", "preferred_output[1].content"), ("axolotl-sft/fusion", "messages[2].content"), ("axolotl-dpo/fusion", "chosen.content"), ("llama-factory-alpaca/fusion", "output"),
            ("llama-factory-alpaca-pairs/fusion", "chosen"), ("llama-factory-sharegpt/fusion", "conversations[2].value"), ("llama-factory-sharegpt-pairs/fusion", "chosen.value"),
            ("llama-factory-openai/fusion", "messages[2].content"), ("kiln-openai/fusion", "messages[2].content"), ("kiln-chat-template/fusion", "conversations[2].content"),
            ("authors", "\"Fusion\".completion"), ("records", "answers[1].text"),
        ];
        foreach (var (format, sql) in lines)
            Assert.Equal(expected, Duck.Query($"select {sql} from read_json('{Data}/{format}/train.jsonl', format = 'newline_delimited')").Select(row => (string)row[0]!));

        var labels = Duck.Query($"select completion[1].content, label from read_json('{Data}/trl-kto/fusion/train.jsonl', format = 'newline_delimited')");
        Assert.Equal(rows.SelectMany(row => new[] { (row.Answers[0].Text, true), (row.Candidates[0].Text, false) }), labels.Select(row => ((string)row[0]!, (bool)row[1]!)));
        foreach (var (format, sql) in new[] { ("parquet", "completion[1].content"), ("parquet-dpo", "chosen[1].content") })
            Assert.Equal(expected.Order(StringComparer.Ordinal), Duck.Query($"select {sql} from '{Data}/{format}/fusion/*/train-00000-of-00001.parquet'").Select(row => (string)row[0]!).Order(StringComparer.Ordinal));
        Assert.Equal(AllFormats.Length, lines.Length + 3);
    }

    [Fact]
    public async Task ExportAsync_Lines_HoldNoRawLineBreakOfAnyKindAndNoNeedlessEscape()
    {
        await ExportAsync(Rows.InElevenLanguages(), ["trl-chat"]);

        var text = await ReadAsync("trl-chat/fusion/train.jsonl");
        Assert.DoesNotContain('\u2028', text);
        Assert.DoesNotContain('\u2029', text);
        Assert.DoesNotContain('\u0085', text);
        Assert.DoesNotContain('\r', text);
        Assert.Contains("It has \\u0085 two \\u2029 banks", text, StringComparison.Ordinal);
        Assert.Contains("パリです。\u3000セーヌ川", text, StringComparison.Ordinal);
        Assert.Contains("😀", text, StringComparison.Ordinal);
        Assert.Contains("𠮷", text, StringComparison.Ordinal);
        Assert.Equal(11, text.Count(letter => letter == '\n'));
    }

    [Theory]
    [InlineData("trl-sft", """{"prompt":[{"role":"system","content":"S"},{"role":"user","content":"Hi"}],"completion":[{"role":"assistant","content":"A"}]}""")]
    [InlineData("trl-chat", """{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi"},{"role":"assistant","content":"A"}]}""")]
    [InlineData("trl-dpo", """{"prompt":[{"role":"system","content":"S"},{"role":"user","content":"Hi"}],"chosen":[{"role":"assistant","content":"A"}],"rejected":[{"role":"assistant","content":"B"}]}""")]
    [InlineData("openai-dpo", """{"input":{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi"}]},"preferred_output":[{"role":"assistant","content":"A"}],"non_preferred_output":[{"role":"assistant","content":"B"}]}""")]
    [InlineData("axolotl-dpo", """{"messages":[{"role":"system","content":"S"},{"role":"user","content":"Hi"}],"chosen":{"role":"assistant","content":"A"},"rejected":{"role":"assistant","content":"B"}}""")]
    [InlineData("llama-factory-alpaca", """{"instruction":"Hi","input":"","output":"A","system":"S","history":[]}""")]
    [InlineData("llama-factory-alpaca-pairs", """{"instruction":"Hi","input":"","chosen":"A","rejected":"B","system":"S","history":[]}""")]
    [InlineData("llama-factory-sharegpt", """{"conversations":[{"from":"human","value":"Hi"},{"from":"gpt","value":"A"}],"system":"S"}""")]
    [InlineData("llama-factory-sharegpt-pairs", """{"conversations":[{"from":"human","value":"Hi"}],"chosen":{"from":"gpt","value":"A"},"rejected":{"from":"gpt","value":"B"},"system":"S"}""")]
    [InlineData("kiln-chat-template", """{"conversations":[{"role":"system","content":"S"},{"role":"user","content":"Hi"},{"role":"assistant","content":"A"}]}""")]
    public async Task ExportAsync_Format_HasItsShape(string format, string expected)
    {
        var row = Rows.Of(0, "Hi", "A", null, new SynthCandidate("t", 0, CallState.Ok, "B") { Score = 0.1 });
        await ExportAsync([row with { Prompt = [new(ChatRole.System, "S"), .. row.Prompt] }], [format]);

        Assert.Equal(expected + "\n", await ReadAsync($"{format}/fusion/train.jsonl"));
    }

    [Fact]
    public async Task ExportAsync_TurnsBefore_AreHistoryAndOddOnesLeftOut()
    {
        var row = Rows.Of(0, "x", "A");
        row = row with { Prompt = [new(ChatRole.User, "q"), new(ChatRole.Assistant, "a"), new(ChatRole.User, "Hi")] };
        var odd = row with { Position = 1, Id = "odd", Key = new string('1', 64), Prompt = [row.Prompt[0], row.Prompt[2]] };
        var report = await ExportAsync([row, odd], ["llama-factory-alpaca"]);

        Assert.Equal("""{"instruction":"Hi","input":"","output":"A","system":"","history":[["q","a"]]}""" + "\n", await ReadAsync("llama-factory-alpaca/fusion/train.jsonl"));
        Assert.Equal(1, Assert.Single(report.Formats[0].LeftOut).Value);
    }

    [Fact]
    public async Task ExportAsync_LlamaFactory_RegistersEveryFile()
    {
        await ExportAsync(Rows.InElevenLanguages(), ["llama-factory-openai", "llama-factory-sharegpt-pairs"]);

        using var info = JsonDocument.Parse(await ReadAsync("dataset_info.json"));
        Assert.Equal(4, info.RootElement.EnumerateObject().Count());
        Assert.All(info.RootElement.EnumerateObject(), entry => Assert.True(File.Exists(Path.Combine(Data, entry.Value.GetProperty("file_name").GetString()!))));
        Assert.Equal("user", info.RootElement.GetProperty("llama-factory-openai_fusion_train").GetProperty("tags").GetProperty("user_tag").GetString());
        Assert.True(info.RootElement.GetProperty("llama-factory-sharegpt-pairs_fusion_train").GetProperty("ranking").GetBoolean());
    }

    [Fact]
    public async Task ExportAsync_Twice_GivesTheSameBytes()
    {
        await ExportAsync(Rows.InElevenLanguages(), AllFormats);
        var first = Snapshot();
        await ExportAsync(Rows.InElevenLanguages(), AllFormats);

        Assert.Equal(first, Snapshot());
        Assert.Equal([Data], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public async Task ExportAsync_Stopped_LeavesTheFormerDataSet()
    {
        await ExportAsync(Rows.InElevenLanguages(), ["trl-chat"]);
        var before = Snapshot();

        await Assert.ThrowsAsync<InvalidOperationException>(() => new DataSetExporter(Plan(["trl-sft"])).ExportAsync(Broken(), Data, TestContext.Current.CancellationToken));
        Assert.Equal(before, Snapshot());

        static async IAsyncEnumerable<SynthRow> Broken()
        {
            yield return Rows.Of(0, "a", "b");
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task ExportAsync_FolderOfSomethingElse_IsLeftAlone()
    {
        Directory.CreateDirectory(Data);
        _folder.Write("data/thesis.txt", "x");

        var error = await Assert.ThrowsAsync<SynthesisException>(() => ExportAsync(Rows.InElevenLanguages(), ["trl-sft"]));
        Assert.Contains("holds something else", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Data, "thesis.txt")));
    }

    [Fact]
    public async Task ExportAsync_Splits_GoByIdAndNotByOrder()
    {
        SynthRow[] rows = [.. Enumerable.Range(0, 200).Select(i => Rows.Of(i, $"Frage {i}", "Eine Antwort."))];
        var plan = Plan(["records"]) with { Splits = new SplitPlan(Test: 0.2, Validation: 0.1) };
        await new DataSetExporter(plan).ExportAsync(Rows.Stream(rows), Data, TestContext.Current.CancellationToken);
        var all = TestIds();
        await new DataSetExporter(plan).ExportAsync(Rows.Stream(rows.Reverse().Take(150)), Data, TestContext.Current.CancellationToken);

        Assert.InRange(all.Length, 20, 60);
        Assert.Equal(all.Where(id => int.Parse(id[1..], CultureInfo.InvariantCulture) >= 50), TestIds().Reverse());

        string[] TestIds() => [.. Duck.Query($"select id from read_json('{Data}/records/test.jsonl', format = 'newline_delimited')").Select(row => (string)row[0]!)];
    }

    [Fact]
    public async Task VerifyAsync_ChangedMissingAndForeignFiles_AreNamed()
    {
        await ExportAsync(Rows.InElevenLanguages(), ["trl-sft", "parquet"]);
        Assert.Empty((await DataSetVerifier.VerifyAsync(Data, TestContext.Current.CancellationToken)).Problems);

        File.AppendAllText(Path.Combine(Data, "trl-sft/fusion/train.jsonl"), " ");
        File.Delete(Path.Combine(Data, "parquet/fusion/de/train-00000-of-00001.parquet"));
        _folder.Write("data/new.txt", "");
        var (files, problems) = await DataSetVerifier.VerifyAsync(Data, TestContext.Current.CancellationToken);

        Assert.True(files > 20);
        Assert.Equal(3, problems.Count);
        Assert.Equal("parquet/fusion/de/train-00000-of-00001.parquet is missing", problems[0]);
        Assert.StartsWith("trl-sft/fusion/train.jsonl was changed: ", problems[1], StringComparison.Ordinal);
        Assert.Equal("new.txt is not in the manifest", problems[2]);
    }

    [Fact]
    public async Task ExportAsync_Card_HasOneConfigurationForEachLanguage()
    {
        var plan = Plan(["parquet"]) with { Card = new CardPlan { Name = "Say \"yes\": no", Terms = [new("a", "Apache-2.0", true), new("b", "CC-BY-4.0", true)] } };
        await new DataSetExporter(plan).ExportAsync(Rows.Stream(Rows.InElevenLanguages()), Data, TestContext.Current.CancellationToken);

        var card = await ReadAsync("README.md");
        Assert.Contains("""language: ["bn", "de", "en", "es", "fr", "ja", "ru", "sw", "te", "th", "zh"]""", card, StringComparison.Ordinal);
        Assert.Contains("license: cc-by-4.0\npretty_name: \"Say \\\"yes\\\": no\"\n", card, StringComparison.Ordinal);
        Assert.Contains("  - config_name: \"default\"\n    data_files:\n      - {split: train, path: \"parquet/fusion/*/train-*\"}\n", card, StringComparison.Ordinal);
        Assert.Contains("  - config_name: \"de\"\n    data_files:\n      - {split: train, path: \"parquet/fusion/de/train-*\"}\n", card, StringComparison.Ordinal);
        Assert.Contains("config_name: \"best-of-n-de\"", card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_TermsThatForbidTraining_AreKeptUnlessTold()
    {
        var plan = Plan(["trl-sft"]) with { Card = new CardPlan { Terms = [new("a", "MIT", true), new("closed", "proprietary", false)] } };

        Assert.Contains("closed", Assert.Throws<SynthesisException>(() => new DataSetExporter(plan)).Message, StringComparison.Ordinal);
        var report = await new DataSetExporter(plan with { IgnoresTerms = true }).ExportAsync(Rows.Stream(Rows.InElevenLanguages()), Data, TestContext.Current.CancellationToken);
        Assert.StartsWith("other: ", report.Licence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportAsync_ManyRows_HasGroupsOfTwoThousandInZstd()
    {
        var rows = Enumerable.Range(0, 4_500).Select(i => Rows.Of(i, $"Frage {i}", "Eine Antwort, die da ist.", "de"));
        await new DataSetExporter(Plan(["parquet"]) with { Methods = ["fusion"] }).ExportAsync(Rows.Stream(rows), Data, TestContext.Current.CancellationToken);

        var groups = Duck.Query($"select distinct row_group_id, row_group_num_rows, compression from parquet_metadata('{Data}/parquet/fusion/de/train-00000-of-00001.parquet') order by 1");
        Assert.Equal([2000L, 2000L, 500L], groups.Select(group => (long)group[1]!));
        Assert.All(groups, group => Assert.Equal("ZSTD", group[2]));
    }

    private static ExportPlan Plan(IReadOnlyList<string> formats) => new() { Methods = ["fusion", "best-of-n"], Formats = formats };

    private Task<DataSetReport> ExportAsync(IEnumerable<SynthRow> rows, IReadOnlyList<string> formats) =>
        new DataSetExporter(Plan(formats)).ExportAsync(Rows.Stream(rows), Data, TestContext.Current.CancellationToken);

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(Data, name), TestContext.Current.CancellationToken);

    private Dictionary<string, string> Snapshot() => Directory.GetFiles(Data, "*", SearchOption.AllDirectories)
        .ToDictionary(path => path, path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
}
