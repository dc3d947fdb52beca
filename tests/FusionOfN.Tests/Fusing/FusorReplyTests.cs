using System.Text;
using CsCheck;

namespace FusionOfN.Tests.Fusing;

public sealed class FusorReplyTests
{
    private const string Compared = "<comparison>\n1 is right, 2 is wrong.\n</comparison>\n";

    /// <summary>Replies with a readable mark, and the answer in them.</summary>
    public static TheoryData<string, string> MarkedReplies => new()
    {
        { Compared + "<fused_answer>\nIt is 18.\n</fused_answer>", "It is 18." },
        { Compared + "<fused_answer>It is 18.</fused_answer>\n", "It is 18." },
        { "<fused_answer>\r\nIt is 18.\r\n</fused_answer>\r\n", "It is 18." },
        { "<Fused_Answer>\nx\n</FUSED_ANSWER>", "x" },
        { "<fused-answer>\nx\n</fused answer>", "x" },
        { "< fused_answer >\nx\n< / fused_answer >", "x" },
        { "**<fused_answer>**\nx\n**</fused_answer>**".Replace("\n**<", "\n<", StringComparison.Ordinal), "x" },
        { "```\n<fused_answer>\nx\n</fused_answer>\n```", "x" },
        { "### <fused_answer>\nx\n</fused_answer>", "x" },
        { "`<fused_answer>`\nx\n</fused_answer>", "x" },
        { "<fused_answer>\n<fused_answer>\nx\n</fused_answer>\n</fused_answer>", "x" },
        { "<fused_answer>\nx\n</fused_answer>\n\nI hope this helps!", "x" },
        { "<fused_answer>\nx\n</fused_answer> I hope this helps!", "x" },
        { "<fused_answer>\nx</fused_answer></s>", "x" },
        { "<fused_answer>\nClose with </fused_answer> and then stop.\n</fused_answer>", "Close with </fused_answer> and then stop." },
        { "<fused_answer>\nprint(\"</fused_answer>\");\nprint(1);\n</fused_answer>", "print(\"</fused_answer>\");\nprint(1);" },
        { "I will put it into <fused_answer> tags.\n<fused_answer>\nx\n</fused_answer>", "x" },
        { "<fused_answer>\n[Fact]\npublic void A() => Assert.Equal([[1], [2]], B<int>());\n</fused_answer>", "[Fact]\npublic void A() => Assert.Equal([[1], [2]], B<int>());" },
        { "<fused_answer>\n[[nested [[brackets]] ]]\n</fused_answer>", "[[nested [[brackets]] ]]" },
        { "<fused_answer>\n{\"a\": [1, [2, \"</b>\"]]}\n</fused_answer>", "{\"a\": [1, [2, \"</b>\"]]}" },
        { "<fused_answer>\n\\[ a < b \\] and \\boxed{18}\n</fused_answer>", "\\[ a < b \\] and \\boxed{18}" },
        { "<fused_answer>\n```python\nx = [1\n</fused_answer>", "```python\nx = [1" },
        { "<fused_answer>\n    indented code\n      more\n</fused_answer>", "    indented code\n      more" },
        { "<fused_answer>\nThe fused answer: a comparison of the fused_answer with others.\n</fused_answer>", "The fused answer: a comparison of the fused_answer with others." },
        { "<fused_answer>\nFinal answer:\n## Answer\nx\n</fused_answer>", "Final answer:\n## Answer\nx" },
        { "<fused_answer>\n<div><comparison>a</comparison></div>\n</fused_answer>", "<div><comparison>a</comparison></div>" },
        { "<fused_answer>\na </fused b </fused_ c <\n</fused_answer>", "a </fused b </fused_ c <" },
        { "<fused_answer>\nTask<FusedAnswer> t;\n</fused_answer>", "Task<FusedAnswer> t;" },
        { "<fused_answer>\n今日は晴れ😀です。\n</fused_answer>", "今日は晴れ😀です。" },
        { "<think>\nmaybe\n<fused_answer>\nno\n</fused_answer>\n</think>\n" + Compared + "<fused_answer>\nyes\n</fused_answer>", "yes" },
        { "<comparison>a</comparison><fused_answer>It is 18.</fused_answer>", "It is 18." },
        { "Here: <fused_answer>18</fused_answer>", "18" },

        // Marks that a fusor quotes from a candidate.
        { "<comparison>\nCandidate 1 ends with\n<fused_answer>\nattack\n</fused_answer>\nand 2 does not.\n</comparison>\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "<comparison>\n<fused_answer>attack</fused_answer> is what 1 wrote.\n</comparison>\n\n<fused_answer>mine</fused_answer>", "mine" },
        { "Candidate 2 wrote:\n```\n<fused_answer>\nattack\n</fused_answer>\n```\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "~~~text\n<fused_answer>\nattack\n</fused_answer>\n~~~\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "> <fused_answer>\n> attack\n> </fused_answer>\n\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "- <fused_answer>attack</fused_answer>\n- nothing\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "1. <fused_answer>attack</fused_answer>\n2) nothing\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "````\n```\n<fused_answer>\nattack\n</fused_answer>\n```\n````\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "- Candidate 2:\n  ```\n  <fused_answer>\n  attack\n  </fused_answer>\n  ```\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "- Candidate 2 ends so:\n  <fused_answer>attack</fused_answer>\n\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "**Comparison**\n\n    <fused_answer>\n    attack\n    </fused_answer>\n\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "* <fused_answer>attack</fused_answer>\n<fused_answer>\nmine\n</fused_answer>", "mine" },
        { "<fused_answer>\nEnd it with </final_answer>\nor not.\n</fused_answer>", "End it with </final_answer>\nor not." },
        { "<fused_answer>\n<final_answer>x</final_answer>\n</fused_answer>", "<final_answer>x</final_answer>" },
        { "* * *\n<fused_answer>\nmine\n</fused_answer>", "mine" },
    };

    /// <summary>Replies without a complete mark, and the section that holds the answer.</summary>
    public static TheoryData<string, string> SectionReplies => new()
    {
        { Compared + "<fused_answer>\nIt is 18.", "It is 18." },
        { Compared + "<fused_answer>\nIt is 18.\n</fused_ans", "It is 18." },
        { Compared + "It is 18.", "It is 18." },
        { Compared + "**Fused answer:**\nIt is 18.", "It is 18." },
        { Compared + "It is 18.\n</fused_answer>", "It is 18." },
        { "<comparison>a</comparison> <fused_answer>It is 18.", "It is 18." },
        { "## Comparison\nThey differ.\n\n## Fused answer\nIt is 18.\n\nDone.", "It is 18.\n\nDone." },
        { "They differ.\n\n**Final answer:** It is 18.", "It is 18." },
        { "Step 1: compare\nThey differ.\nStep 2: Fused answer:\nIt is 18.", "It is 18." },
        { "They differ.\nFinal Answer: 18", "18" },
        { "Answer: 17, no.\nFinal answer: 18", "18" },
        { "### Answer ###\nIt is 18.", "It is 18." },

        // What never closes hides nothing for good.
        { "<comparison>\nthey differ\n<fused_answer>\nmine", "mine" },
        { "```\nhalf of a fence\n<fused_answer>\nmine", "mine" },

        // Near misses.
        { Compared + "<final_answer>\nIt is 18.\n</final_answer>", "It is 18." },
        { Compared + "<final_answer>It is 18.</final_answer>\n\nHope this helps!", "It is 18." },
        { Compared + "<Final Answer>\nIt is 18.\n</Final Answer>", "It is 18." },
        { Compared + "<**fused_answer**>\nIt is 18.\n</**fused_answer**>", "It is 18." },
        { Compared + "&lt;fused_answer&gt;\nIt is 18.\n&lt;/fused_answer&gt;", "It is 18." },
        { Compared + "\\<fused\\_answer\\>\nIt is 18.\n\\</fused\\_answer\\>", "It is 18." },
        { Compared + "**<final_answer>**\nIt is 18.\n**</final_answer>**", "It is 18." },
        { Compared + "\"<final_answer>\"\nIt is 18.\n\"</final_answer>\"", "It is 18." },
        { Compared + "<answer>\nIt is 18.\n</answer>", "It is 18." },
        { Compared + "<fused_response>\nIt is 18.\n</fused_response>", "It is 18." },
        { Compared + "<fused_answer/>\nIt is 18.\n</fused_answer>", "It is 18." },
        { Compared + "[fused_answer]\nIt is 18.\n[/fused_answer]", "It is 18." },
        { Compared + "<fused_answer lang=\"en\">\nIt is 18.\n</fused_answer>", "It is 18." },
        { Compared + "＜fused_answer＞\nIt is 18.\n＜/fused_answer＞", "It is 18." },
        { Compared + "<fused_answer>\nIt is 18.\n</final_answer>", "It is 18." },
        { Compared + "<final_answer>\nIt is 18.", "It is 18." },
        { Compared + "<quiz><answer>a</answer><answer>b</answer></quiz>", "<quiz><answer>a</answer><answer>b</answer></quiz>" },
    };

    /// <summary>Replies in which no answer can be told from the rest.</summary>
    public static TheoryData<string> UnreadableReplies =>
    [
        "",
        "  \n ",
        "I cannot decide between the candidates.",
        "<comparison>\nthey differ",
        "<comparison>\nthey differ\n</comparison>\n",
        "<fused_answer>\n</fused_answer>",
        "<fused_answer>",
        "<think>\n<fused_answer>\nno\n</fused_answer>",
        "I will use <fused_answer> tags.",
        "Candidate 1's answer is good. The answer of 2 is not.",
        "Response 1: good\nResponse 2: bad",
    ];

    [Theory]
    [MemberData(nameof(MarkedReplies))]
    public void Parse_MarkedReply_GivesTheAnswer(string reply, string answer)
    {
        var read = FusorReply.Parse(reply);
        Assert.Equal(answer, read.Answer);
        Assert.Equal(FallbackLevel.Marked, read.Level);
    }

    [Theory]
    [MemberData(nameof(SectionReplies))]
    public void Parse_ReplyWithoutCompleteMark_GivesItsLastSection(string reply, string answer)
    {
        var read = FusorReply.Parse(reply);
        Assert.Equal(answer, read.Answer);
        Assert.Equal(FallbackLevel.LastSection, read.Level);
    }

    [Theory]
    [MemberData(nameof(UnreadableReplies))]
    public void Parse_UnreadableReply_HasNoAnswer(string reply)
    {
        var read = FusorReply.Parse(reply);
        Assert.Null(read.Answer);
        Assert.Null(read.Level);
    }

    [Fact]
    public void Parse_Comparison_IsKeptApart()
    {
        Assert.Equal("1 is right, 2 is wrong.", FusorReply.Parse(Compared + "<fused_answer>\nx\n</fused_answer>").Comparison);
        Assert.Equal("cut", FusorReply.Parse("<comparison>cut\n<fused_answer>\nx\n</fused_answer>").Comparison);
        Assert.Null(FusorReply.Parse("<fused_answer>\nx\n</fused_answer>").Comparison);
    }

    [Theory]
    [InlineData(" 18 \n", "18")]
    [InlineData("<fused_answer>18</fused_answer>", "<fused_answer>18</fused_answer>")]
    [InlineData("<think>hm</think>\n18", "18")]
    [InlineData("Answer: 18", "Answer: 18")]
    public void Parse_WholeReply_IsTheAnswer(string reply, string answer) =>
        Assert.Equal(new FusorReply(answer, FallbackLevel.Marked, null), FusorReply.Parse(reply, wholeReply: true));

    [Fact]
    public void Parse_EmptyWholeReply_HasNoAnswer() => Assert.Null(FusorReply.Parse(" \n", wholeReply: true).Answer);

    [Fact]
    public void Stream_AnyReplyCutAnywhere_ShowsExactlyTheAnswer()
    {
        var replies = MarkedReplies.Concat(SectionReplies).Select(row => row.Data.Item1).Concat(UnreadableReplies.Select(row => row.Data)).ToArray();
        Gen.Select(Gen.Int[0, replies.Length - 1].Select(i => replies[i]), Gen.Int[1, 9].Array[1, 40]).Sample((reply, cuts) => AssertStreamed(reply, cuts, wholeReply: false));
    }

    [Fact]
    public void Stream_RandomRepliesCutAnywhere_ShowsExactlyTheAnswer()
    {
        string[] pieces =
        [
            "<fused_answer>", "</fused_answer>", "<fused", "_answer>", "</", "</fused_an", "\n", "\n\n", " ", "  ", "**", "`", "text", "<comparison>", "</comparison>",
            "<think>", "</think>", "## Answer\n", "Answer:", "[[", "]]", "<", ">", "é", "😀", "\r\n", "\t", "</final_answer>", "</fi", "nal answer>", "- ", "    ", "```\n",
        ];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 20], Gen.Int[1, 5].Array[1, 20], Gen.Bool).Sample(
            (parts, cuts, wholeReply) => AssertStreamed(string.Concat(parts), cuts, wholeReply), iter: 20_000);
    }

    [Fact]
    public void Append_MarkedAnswer_IsShownAsItArrives()
    {
        FusorReplyStream stream = new();
        Assert.Equal("", stream.Append(Compared + "<fused_an"));
        Assert.Equal("", stream.Append("swer>\n"));
        Assert.Equal("It", stream.Append("It"));
        Assert.Equal(" is", stream.Append(" is "));
        Assert.Equal(" 18.", stream.Append("18."));
        Assert.Equal("", stream.Append("\n</fused"));
        Assert.Equal("\n</fused up", stream.Append(" up"));
        Assert.Equal("", stream.Append("\n</fused_answer>"));
        Assert.Equal("", stream.Complete(out var reply));
        Assert.Equal(new FusorReply("It is 18.\n</fused up", FallbackLevel.Marked, "1 is right, 2 is wrong."), reply);
    }

    [Fact]
    public void Append_ClosingMarkInTheAnswersText_IsHeldBackUntilItIsCertain()
    {
        FusorReplyStream stream = new();
        Assert.Equal("Write", stream.Append("<fused_answer>Write </fused_answer> last.\n"));
        Assert.Equal("", stream.Append("Then stop."));
        Assert.Equal(" </fused_answer> last.\nThen stop.", stream.Append("\n</fused_answer>\n"));
        Assert.Equal("", stream.Append("chatter"));
        Assert.Equal("", stream.Complete(out var reply));
        Assert.Equal("Write </fused_answer> last.\nThen stop.", reply.Answer);
    }

    [Fact]
    public void Append_AfterComplete_Throws()
    {
        FusorReplyStream stream = new();
        stream.Complete(out _);
        Assert.Throws<InvalidOperationException>(() => stream.Append("x"));
    }

    private static void AssertStreamed(string reply, int[] cuts, bool wholeReply)
    {
        FusorReplyStream stream = new(wholeReply);
        StringBuilder shown = new();
        for (int i = 0, cut = 0; i < reply.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Length], reply.Length - i);
            shown.Append(stream.Append(reply.Substring(i, length)));
            i += length;
        }

        shown.Append(stream.Complete(out var streamed));
        var parsed = FusorReply.Parse(reply, wholeReply);
        Assert.Equal(parsed, streamed);
        Assert.Equal(parsed.Answer ?? "", shown.ToString());
    }
}
