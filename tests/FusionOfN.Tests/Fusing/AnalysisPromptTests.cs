using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests.Fusing;

public sealed class AnalysisPromptTests
{
    private static readonly string[] Models = ["alpha", "beta", "gamma"];

    private const string Full =
        """
        {
          "consensus": ["It is a river.", { "point": "It is long." }],
          "contradictions": [
            { "topic": "length", "stances": [{ "candidate": 1, "stance": "650 km" }, { "model": "candidate 2", "position": "680 km" }] },
            "the name"
          ],
          "partial_coverage": [{ "candidates": [1, "3", 9], "point": "the source" }, "the mouth"],
          "unique_insights": [{ "candidate": "C3", "insight": "the delta" }, { "model": "BETA", "insight": "the lake" }, "the island"],
          "blind_spots": ["the floods"],
        }
        """;

    [Fact]
    public void Parse_FullAnalysis_MapsNumbersToModels()
    {
        var analysis = AnalysisPrompt.Parse(Full, Models)!;

        Assert.Equal(["It is a river.", "It is long."], analysis.Consensus);
        Assert.Equal("length", analysis.Contradictions[0].Topic);
        Assert.Equal([new("alpha", "650 km"), new("beta", "680 km")], analysis.Contradictions[0].Stances);
        Assert.Equal(("the name", 0), (analysis.Contradictions[1].Topic, analysis.Contradictions[1].Stances.Count));
        Assert.Equal(["alpha", "gamma"], analysis.PartialCoverage[0].Models);
        Assert.Empty(analysis.PartialCoverage[1].Models);
        Assert.Equal([new("gamma", "the delta"), new("beta", "the lake"), new(null, "the island")], analysis.UniqueInsights);
        Assert.Equal(["the floods"], analysis.BlindSpots);
    }

    [Theory]
    [InlineData("```json\n{0}\n```")]
    [InlineData("Sure {as asked}: {0} That's all {done}.")]
    [InlineData("{\"analysis\": {0}}")]
    public void Parse_ObjectWithTalkAround_IsFound(string frame) =>
        Assert.Equal(["the floods"], AnalysisPrompt.Parse(frame.Replace("{0}", Full, StringComparison.Ordinal), Models)!.BlindSpots);

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{\"other\": 1}")]
    [InlineData("{\"consensus\": [")]
    [InlineData("[1, 2]")]
    public void Parse_NoAnalysis_IsNull(string reply) => Assert.Null(AnalysisPrompt.Parse(reply, Models));

    [Fact]
    public void Parse_WrongTypes_AreLeftOut()
    {
        var analysis = AnalysisPrompt.Parse("{\"consensus\": \"one point\", \"contradictions\": 5, \"blind_spots\": [1, null, \" x \"]}", Models)!;
        Assert.Equal(["one point"], analysis.Consensus);
        Assert.Empty(analysis.Contradictions);
        Assert.Equal(["x"], analysis.BlindSpots);
    }

    [Fact]
    public void FusionAnalysis_Json_HasTheWireNames()
    {
        var json = JsonSerializer.Serialize(AnalysisPrompt.Parse(Full, Models));
        foreach (var name in (string[])["\"consensus\"", "\"contradictions\"", "\"topic\"", "\"stances\"", "\"stance\"", "\"partial_coverage\"", "\"models\"", "\"unique_insights\"", "\"blind_spots\""])
            Assert.Contains(name, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Candidates_AreFencedBehindTheConversation()
    {
        ChatMessage question = new(ChatRole.User, "Which river?");
        var fence = CandidateFence.Create("k7m2p9xq4rtz");
        var messages = AnalysisPrompt.Build([question], ["a", "b"], fence);

        Assert.Same(question, messages[0]);
        Assert.Contains(fence.Wrap(2, "b"), messages[1].Text, StringComparison.Ordinal);
        Assert.Equal(64, AnalysisPrompt.Hash.Length);
    }
}
