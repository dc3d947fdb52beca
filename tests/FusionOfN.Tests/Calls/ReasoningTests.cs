using CsCheck;
using FusionOfN.Testing;
using static FusionOfN.Tests.Runs;

namespace FusionOfN.Tests;

/// <summary>What a model thought is no part of what it answered; see docs/wire.md.</summary>
public sealed class ReasoningTests
{
    public static TheoryData<string, string> Marks => [.. ReasoningMark.All.Select(mark => (mark.Open, mark.Close))];

    public static TheoryData<string, string, string?> Replies => new()
    {
        { "<think>hm</think>4", "4", "hm" },
        { "\n <THINK>\nhm\n</Think>\n\n4", "4", "\nhm\n" },
        { "<think>a</think><think>b</think>4", "4", "ab" },
        { "<think>a</think>\n<thinking>b</thinking>\n4", "4", "ab" },
        { "<think>a\n<think>b</think>c</think>4", "4", "a\n<think>b</think>c" },
        { "<think>I close with </think> soon.</think> 4", "4", "I close with soon." },
        { "Sure.\n<think>\nhm\n</think>\n\n4", "Sure.\n4", "\nhm\n" },
        { "hm\n</think>\n4", "4", "hm" },
        { "The tag `</think>` ends it.", "The tag `</think>` ends it.", null },
        { "Use <think> in a line.", "Use <think> in a line.", null },
        { "```\n<think>\nx\n</think>\n```", "```\n<think>\nx\n</think>\n```", null },
        { "See:\n<think> is a tag.", "See:\n<think> is a tag.", null },
        { "[think](a.html) 4", "[think](a.html) 4", null },
        { "<|channel|>analysis<|message|>hm<|end|><|start|>assistant<|channel|>final<|message|>4<|return|>", "4", "hm" },
        { "<|channel|>analysis<|message|>hm<|channel|>final<|message|>4", "4", "hm" },
        { "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>4", "4", "ab" },
        { "<|channel|>final<|message|>1 < 2<|return|>", "1 < 2", null },
        { "<|START_THINKING|>hm<|END_THINKING|><|START_RESPONSE|>4<|END_RESPONSE|>", "4", "hm" },
        { "Write <|return|> at the end.", "Write <|return|> at the end.", null },
        { "<think>hm", "", "hm" },
        { "<think>hm</thinking>\n\n4", "4", "hm" },
        { "<reasoning>\nhm\n</think>4", "4", "\nhm\n" },
        { "<think>I write `</thinking>` at the end", "", "I write `</thinking>` at the end" },
        { "<think>hm</thinking>", "", "hm</thinking>" },
        { "Sure.\n<think>hm</thinking>4", "4", "Sure.\n<think>hm" },
        { "<think >hm</think >4", "4", "hm" },
        { "<think type=\"deep\" budget=3>\nhm\n</think>\n4", "4", "\nhm\n" },
        { "<Analysis\tid=1>hm</ANALYSIS>4", "4", "hm" },
        { "<seed:think >hm</seed:think>4", "4", "hm" },
        { "<reasoning lang='en'>a\n<reasoning x=1>b</reasoning>c</reasoning>4", "4", "a\n<reasoning x=1>b</reasoning>c" },
        { "hm\n</think >\n4", "4", "hm" },
        { "hm\n</THINK>\n4", "4", "hm" },
        { "<|channel>thought\nhm\n<channel|>4", "4", "\nhm\n" },
        { "analysisThe user asks.assistantfinal4", "4", "The user asks." },
        { "analysis of the text", "analysis of the text", null },
        { "<thinker>4</thinker>", "<thinker>4</thinker>", null },
        { "<think/>4", "<think/>4", null },
        { "<think x />4", "<think x />4", null },
        { "<think a < b>4", "<think a < b>4", null },
        { "\uFEFF<think>hm</think>4", "4", "hm" },
        { "", "", null },
        { "1 < 2\n[a]\n◁", "1 < 2\n[a]\n◁", null },
    };

    [Theory]
    [MemberData(nameof(Marks))]
    public async Task Mark_OfTheTable_IsKeptApartInARun(string open, string close)
    {
        var outcome = await CompleteAsync(Recipe(Panel.OfOne(new ScriptedChatClient($"{open}hm{close}\n\n4"), 2), new FirstAggregator()));

        Assert.Equal("4", outcome.Answer);
        Assert.All(outcome.Pool.Candidates, candidate => Assert.Equal(("4", "hm"), (candidate.Text, candidate.Reasoning)));
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void Split_Reply_KeepsReasoningApart(string reply, string answer, string? reasoning) =>
        Assert.Equal((answer, reasoning), ReasoningText.Split(reply));

    [Fact]
    public void Splitter_AnyReplyCutAnywhere_GivesTheSame()
    {
        string[] pieces =
        [
            "<think>", "</think>", "<think >", "<think a=1>", "</think >", "<thinking>", "</thinking>", "[THINK]", "[/THINK]", "<|channel|>analysis<|message|>", "<|channel|>final<|message|>", "<|end|>", "<|return|>",
            "<|start|>assistant", "<", "<th", "|", "[", "\n", " ", "    ", "```", "text", "\n```\n", "◁think▷", "◁/think▷", "😀",
        ];
        Gen.Select(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 14], Gen.Int[1, 6].Array[1, 12]).Sample(
            (parts, cuts) =>
            {
                var reply = string.Concat(parts);
                Assert.Equal(Read(reply, [Math.Max(1, reply.Length)]), Read(reply, cuts));
            },
            iter: 20_000);
    }

    [Fact]
    public async Task Run_FusorThatDraftsInsideItsThoughts_AnswersWithTheAnswer()
    {
        ScriptedChatClient fusor = new("<thinking>\n<fused_answer>\ndraft\n</fused_answer>\n</thinking>\n<fused_answer>\nfinal\n</fused_answer>");

        var outcome = await CompleteAsync(Recipe(PanelOf("a", "b"), new FusionAggregator([Model("fusor", fusor)])));

        Assert.Equal(("final", FallbackLevel.Marked), (outcome.Answer, outcome.Receipt.FallbackLevel));
    }

    private static (string Answer, string Reasoning) Read(string reply, int[] cuts)
    {
        ReasoningSplitter splitter = new();
        var (answer, reasoning) = ("", "");
        for (int i = 0, cut = 0; i < reply.Length; cut++)
        {
            var length = Math.Min(cuts[cut % cuts.Length], reply.Length - i);
            Take(splitter.Append(reply.Substring(i, length)));
            i += length;
        }

        var rest = splitter.Complete(cutOff: false, out var takenBack);
        reasoning = reasoning[..^takenBack];
        Take(rest);
        return (answer, reasoning);

        void Take(CallDelta delta) => (answer, reasoning) = (answer + delta.Text, reasoning + delta.Reasoning);
    }
}
