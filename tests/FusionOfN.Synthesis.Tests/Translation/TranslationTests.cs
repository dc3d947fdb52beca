using FusionOfN.Jobs;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis.Tests.Translation;

public sealed class TranslationTests : IDisposable
{
    private const string Question = "How many of the 1,250 apples does Anna still have after she gave 15 of them to {name}?";
    private const string German = "Wie viele der 1.250 Äpfel hat Anna noch, nachdem sie {name} 15 davon gegeben hat und dann nach Hause ist?";
    private const string Japanese = "アンナは1,250個のりんごのうち15個を{name}にあげました。彼女の手元にはまだ何個のりんごがありますか。";

    private readonly ScratchFolder _folder = new();
    private readonly ScriptedChatClient _teacher = new("1235", "teacher");
    private readonly ScriptedChatClient _translator = new("", "translator");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _teacher.Dispose();
        _translator.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_TwoLanguages_AsksThePromptInThreeAndRowsShareItsId()
    {
        _translator.OnCall = call => call.Messages[0].Text.Contains("into German (de)", StringComparison.Ordinal) ? German : Japanese;
        var (result, rows) = await RunAsync("de", "ja", "en");

        Assert.Equal((3, 0, 0), (result.Snapshot.Done, result.Snapshot.Filtered, result.Snapshot.Failed));
        Assert.Equal([("en", Question), ("de", German), ("ja", Japanese)], rows.Select(row => (row.Language!, row.Prompt[^1].Text)));
        Assert.Equivalent(new[] { Question, German, Japanese }, _teacher.Calls.Select(call => call.Messages[^1].Text), strict: true);
        Assert.Single(rows.Select(row => row.Id).Distinct());
        Assert.Equal(3, rows.Select(row => row.Key).Distinct().Count());
        SplitPlan splits = new(Test: 0.5);
        Assert.Single(rows.Select(row => splits.Of(row.Id)).Distinct());
        Assert.Equal((null, "en", "translator"), (rows[0].Translation, rows[1].Translation!.From, rows[1].Translation!.Translator));
        Assert.Equal(TranslationPlan.Prompt, rows[1].Translation!.Prompt);
        Assert.All(rows, row => Assert.Equal(["1235"], row.References!));
    }

    [Fact]
    public async Task RunAsync_AnotherLanguageLater_BuysOnlyThatOne()
    {
        _translator.OnCall = call => call.Messages[0].Text.Contains("into German (de)", StringComparison.Ordinal) ? German : Japanese;
        await RunAsync("de");
        var (again, rows) = await RunAsync("de", "ja");

        Assert.Equal(3, again.Snapshot.Done);
        Assert.Equal(3, rows.Count);
        Assert.Equal((2, 3), (_translator.Calls.Count, _teacher.Calls.Count));
    }

    [Fact]
    public async Task RunAsync_FirstTranslationLosesANumber_IsAskedAgainWithWhatIsWrong()
    {
        _translator.OnCall = call => call.Messages.Count == 1 ? German.Replace("15", "fünfzehn", StringComparison.Ordinal) : German;
        var (result, rows) = await RunAsync("de");

        Assert.Equal(2, result.Snapshot.Done);
        Assert.Contains("it lacks the number 15", _translator.Calls[1].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal(German, rows[1].Prompt[^1].Text);
    }

    [Fact]
    public async Task RunAsync_TranslationNeverRight_IsFilteredWithItsReasonAndCountedInTheReport()
    {
        _translator.OnCall = _ => German.Replace("{name}", "Max", StringComparison.Ordinal);
        var (result, rows) = await RunAsync("de");
        var report = await new DataSetExporter(new ExportPlan { Methods = ["first"], Formats = ["trl-sft"], Filters = new FilterPlan { Language = false } }).ExportAsync(Rows.Stream(rows), _folder.File("data"), Cancel);

        Assert.Equal((1, 1), (result.Snapshot.Done, result.Snapshot.Filtered));
        Assert.Equal(2, _translator.Calls.Count);
        Assert.Equal("it lacks “{name}”", rows[1].Translation!.Problem);
        Assert.Empty(rows[1].Answers);
        Assert.Equal(1, report.Methods[0].Removed["translation"]);
        Assert.Contains("the translation by translator: it lacks “{name}”", await File.ReadAllTextAsync(_folder.File("data/removed.jsonl"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TranslatorDoesNotAnswer_FailsSoThatARetryAsksAnew()
    {
        _translator.OnCall = _ => ScriptedReply.Failing(new HttpRequestException("503 from upstream"));
        var (result, rows) = await RunAsync("de");

        Assert.Equal((1, 1), (result.Snapshot.Done, result.Snapshot.Failed));
        Assert.Equal("translation", Assert.Single(result.Snapshot.Errors).Kind);
        Assert.Single(rows);
    }

    [Theory]
    [InlineData("See https://example.org/a?b=1 for {{x}}.", "Siehe https://example.org/a?b=1 für {{x}}.", "de", null)]
    [InlineData("See https://example.org/a for more.", "Siehe https://example.org/b für mehr.", "de", "it lacks “https://example.org/a”")]
    [InlineData("Run `ls -la` here.", "Führe `ls` hier aus.", "de", "it lacks “`ls -la`”")]
    [InlineData("```py\nprint(1)\n```\nWhat does it print?", "```py\nprint(1)\n```\nWas gibt es aus?", "de", null)]
    [InlineData("Write to me@x.org, %s and <b>.", "Schreib an me@x.org, %s und <b>.", "de", null)]
    [InlineData("It costs 3.5 euros and 2 cents.", "یہ 3.5 یورو اور ۲ سینٹ کا ہے", "ur", null)]
    [InlineData("There are 1,250 of them.", "Es gibt 1 250 davon.", "de", null)]
    [InlineData("There are 1,250 of them.", "Es gibt 1.251 davon.", "de", "it lacks the number 1250")]
    [InlineData("What is the capital of France, and where does it lie?", "What is the capital of France, and where does it lie?", "de", "it is the same text")]
    [InlineData("What is the capital of France?", "Quelle est la capitale de la France et dans quel pays est-elle ?", "de", "it seems to be fr, not de")]
    [InlineData("In 2020 15 people took 1,2,3 and 4.", "Im Jahr 2020 nahmen 15 Leute 1, 2, 3 und 4.", "de", null)]
    [InlineData("Hi", "Hallo", "de", null)]
    [InlineData("What is the capital?", "Die Hauptstadt ist Paris. Sie liegt an der Seine, hat viele Museen, und ich kann gern noch mehr über die Stadt und das Land erzählen.", "de", "it is 6.")]
    [InlineData("What is the capital of the country that lies west of Germany and south of Belgium, and who has ruled there since the beginning of the century?", "Hauptstadt?", "de", "times shorter")]
    public async Task RunAsync_Checks_TakeWhatMayBeATranslationAndNameWhatIsWrong(string source, string translation, string language, string? problem)
    {
        _translator.OnCall = _ => translation;
        var (_, rows) = await RunAsync([language], source);

        if (problem is null)
            Assert.Null(rows[1].Translation!.Problem);
        else
            Assert.Contains(problem, rows[1].Translation!.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("german", "no language code")]
    [InlineData("de,de", "named twice")]
    [InlineData("", "no language")]
    public void Create_BadLanguages_AreNamed(string languages, string words)
    {
        var error = Assert.Throws<SynthesisException>(() => new TranslationPlan(new ChatModel("t", _translator), languages.Split(',', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private Task<(JobResult Result, List<SynthRow> Rows)> RunAsync(params string[] languages) => RunAsync(languages, Question);

    private async Task<(JobResult Result, List<SynthRow> Rows)> RunAsync(string[] languages, string question)
    {
        await using var store = await JobStore.OpenAsync(StoreAddress.Parse(_folder.File("job.db"), _folder.Path, mayHoldPassword: false), cancellationToken: Cancel);
        await using var log = await store.OpenJobAsync(new JobDefinition("job", 7, []), Cancel);
        JobCalls calls = new(store.Calls);
        SynthPlan plan = new()
        {
            Recipe = new Recipe("test", calls.Wrap(new Panel(new PanelMember(new ChatModel("teacher", _teacher)))), new FirstAggregator()),
            Methods = ["first"],
            Parts = new AggregatorParts(),
            Translation = new TranslationPlan(calls.Wrap(new ChatModel("translator", _translator)), languages),
        };
        PromptRow prompt = new(1, "q1", Rows.Of(0, question, "").Key, [new ChatMessage(ChatRole.User, question)]) { Language = "en", References = ["1235"] };
        var job = await SynthJob.CreateAsync(log, calls, plan, new JobLoopOptions(), Cancel);
        var result = await job.RunAsync(new[] { prompt }.ToAsyncEnumerable(), stop: Cancel);
        List<SynthRow> rows = [];
        await foreach (var row in SynthJob.ReadAsync(log, Cancel))
            rows.Add(row);
        return (result, rows);
    }
}
