using System.Text.Json;

namespace FusionOfN.Tests.Provenance;

public sealed class BlockCopyRateTests
{
    /// <summary>Golden/difflib.json: answers, candidates, and the share that difflib of CPython 3.11 finds in blocks of eight and more, autojunk off.</summary>
    [Fact]
    public void BlockCopyRate_GoldenTexts_EqualsDifflib()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "difflib.json")));
        Assert.All(golden.RootElement.EnumerateArray(), item => Assert.Equal(
            item.GetProperty("share").GetDouble(),
            ProvenanceMap.Create(item.GetProperty("answer").GetString()!, [.. item.GetProperty("candidates").EnumerateArray().Select(text => text.GetString()!)]).BlockCopyRate!.Value,
            1e-12));
    }

    [Fact]
    public void BlockCopyRate_LongTexts_IsKnown()
    {
        Random random = new(5);
        var words = Enumerable.Range(0, 6_000).Select(_ => $"word{random.Next(900)}").ToList();
        var candidates = Enumerable.Range(0, 5).Select(i => string.Join(' ', words.Skip(i * 1_000).Take(2_000))).ToList();
        var answer = string.Join(' ', words.Take(2_500).Concat(words.Skip(4_000).Take(1_000)));

        Assert.InRange(ProvenanceMap.Create(answer, candidates).BlockCopyRate!.Value, 0.9, 1);
    }

    [Fact]
    public void BlockCopyRate_EndlessRepetition_IsUnknownInsteadOfSlow() =>
        Assert.Null(ProvenanceMap.Create(new string('a', 60_000), [new string('a', 50_000) + "b" + new string('a', 50_000)]).BlockCopyRate);
}
