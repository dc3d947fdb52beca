using FusionOfN.Gateway.Studio;

namespace FusionOfN.Studio.Tests;

public sealed class CandidatePieceTests
{
    [Theory]
    [InlineData("The capital is Warsaw. The currency is the zloty.", "The capital is Warsaw.", "Its currency is the zloty.")]
    [InlineData("首都はワルシャワです。通貨はズウォティです。", "首都はワルシャワです。通貨は円です。", "通貨はズウォティです。")]
    [InlineData("عاصمة بولندا هي وارسو وعملتها هي الزلوتي", "عاصمة بولندا هي وارسو", "وعملتها هي الزلوتي البولندي")]
    public void Cut_AnyScript_GivesTheWholeTextAndTheSpansOfTheAnswer(string answer, params string[] candidates)
    {
        ProvenanceMap map = ProvenanceMap.Create(answer, candidates);

        for (int index = 0; index < candidates.Length; index++)
        {
            IReadOnlyList<CandidatePiece> pieces = CandidatePiece.Cut(candidates[index], index, answer, map);

            Assert.Equal(candidates[index], string.Concat(pieces.Select(piece => piece.Text)));
            int[] held = [.. map.Spans.Index().Where(pair => pair.Item.Candidates.Contains(index)).Select(pair => pair.Index)];
            Assert.NotEmpty(held);
            foreach (int span in held)
                Assert.Equal(map.Spans[span].Of(answer).Trim(), string.Concat(pieces.Where(piece => piece.Spans.Contains(span)).Select(piece => piece.Text)));
        }
    }

    [Fact]
    public void Cut_TheSameWordsTwiceInTheAnswer_MarksBothPlaces()
    {
        const string Text = "one potato here, one potato there";
        ProvenanceMap map = ProvenanceMap.Create(Text, [Text[..16], Text]);

        IReadOnlyList<CandidatePiece> pieces = CandidatePiece.Cut(Text, 1, Text, map);

        Assert.Equal(Text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.All(pieces, piece => Assert.True(piece.Spans.Count > 0 || string.IsNullOrWhiteSpace(piece.Text)));
    }

    [Fact]
    public void Cut_NothingInCommon_IsOnePieceWithoutSpans()
    {
        ProvenanceMap map = ProvenanceMap.Create("An answer of its own.", ["Entirely different words"]);

        CandidatePiece piece = Assert.Single(CandidatePiece.Cut("Entirely different words", 0, "An answer of its own.", map));

        Assert.Empty(piece.Spans);
    }
}
