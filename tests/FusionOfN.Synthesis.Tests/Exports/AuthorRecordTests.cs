using FusionOfN.Jobs;

namespace FusionOfN.Synthesis.Tests.Exports;

public sealed class AuthorRecordTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadSynthetic_WhatWasExported_HoldsTheSame()
    {
        var rows = Rows.InElevenLanguages();
        await new DataSetExporter(new() { Methods = ["fusion", "best-of-n"], Formats = ["authors"] }).ExportAsync(Rows.Stream(rows), _folder.File("data"), TestContext.Current.CancellationToken);

        SynthRow[] read = [.. File.ReadLines(_folder.File("data/authors/train.jsonl")).Select((line, index) => AuthorRecordReader.ReadSynthetic(index, line))];
        Assert.Equal(rows.Select(row => (row.Key, row.Language, row.Prompt[0].Text)), read.Select(row => (row.Key, row.Language, row.Prompt[0].Text)));
        Assert.Equal(rows.SelectMany(Answers), read.SelectMany(Answers));
        Assert.Equal(rows.SelectMany(row => row.Candidates), read.SelectMany(row => row.Candidates));

        static IEnumerable<(string, string, double?)> Answers(SynthRow row) => row.Answers.Select(answer => (answer.Method, answer.Text, answer.Score));
    }

    [Fact]
    public void ReadPairwise_RoundTrip_IsTheSameLine()
    {
        const string Line = """{"question_id":"7","prompt":"Pourquoi ?","language_code":"fr","BoN":"loss","Fusion":"win","bon_completion":"a","fusion_completion":"b","gemini_2_5_pro_completion":"c","judge_model_name":"gpt-4o-2024-05-13"}""";

        var record = AuthorRecordReader.ReadPairwise(Line);
        Assert.Equal((PairwiseVerdict.Loss, PairwiseVerdict.Win, "gemini_2_5_pro", "c"), (record.BestOfN, record.Fusion, record.Opponent, record.OpponentCompletion));
        Assert.Equal(Line, record.ToJson());
    }

    [Fact]
    public void ReadPairwise_UnknownVerdict_IsNamed() => Assert.Contains(
        "BoN is 'draw'; it must be win, loss or tie",
        Assert.Throws<RowException>(() => AuthorRecordReader.ReadPairwise("""{"question_id":"7","prompt":"p","language_code":"fr","BoN":"draw"}""")).Message,
        StringComparison.Ordinal);
}
