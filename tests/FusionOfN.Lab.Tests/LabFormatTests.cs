using Microsoft.Extensions.AI;

namespace FusionOfN.Lab.Tests;

public sealed class LabFormatTests
{
    [Fact]
    public void FusorPrompt_EveryLanguage_WritesWhatTheFusorWasTrainedOn()
    {
        LabWorld world = new();
        Random random = new(1);
        foreach (LabItem item in new LabPrompts(world).Draw(66))
        {
            string[] candidates = [.. Enumerable.Range(0, 5).Select(_ => world[item.Task].Corrupt(random, item, 0.4))];

            IReadOnlyList<ChatMessage> messages = LabFormat.FusorPrompt.Build(
                [new(ChatRole.User, item.Prompt)], [.. candidates.Select(text => new ShownCandidate(text))], CandidateFence.Create(random));

            Assert.Equal(LabFormat.Fusing(item.Prompt, candidates), Assert.Single(messages).Text);
        }
    }

    [Fact]
    public void FusorPrompt_CandidateGivenThreeTimes_StandsThereThreeTimes()
    {
        IReadOnlyList<ChatMessage> messages = LabFormat.FusorPrompt.Build(
            [new(ChatRole.User, "p")], [new("a", 3), new("b")], CandidateFence.Create(new Random(1)));

        Assert.Equal(LabFormat.Fusing("p", ["a", "a", "a", "b"]), Assert.Single(messages).Text);
    }
}
