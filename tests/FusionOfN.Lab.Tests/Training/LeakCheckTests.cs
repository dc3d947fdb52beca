namespace FusionOfN.Lab.Tests;

public sealed class LeakCheckTests
{
    private const int Examples = 4_000;

    private static readonly LabWorld World = new();
    private static readonly TaskMix Mix = new(Facts: 0.4, Translation: 0.4);

    [Fact]
    public void Examine_DataOfTeachersAndSingleModels_HoldsNothingButTheTeacherSplit()
    {
        Assert.Empty(LeakCheck.Examine(World, TeacherStream.Right(World, new(1), Mix).Take(Examples)));
        Assert.Empty(LeakCheck.Examine(World, TeacherStream.WithDoubt(World, new(2), Mix, 0.4).Take(Examples)));
        for (int teacher = 0; teacher < TeacherPool.Count; teacher++)
        {
            int number = teacher;
            Assert.Empty(LeakCheck.Examine(
                World, TeacherStream.WithGaps(World, new(3), Mix, "t", (key, language) => TeacherPool.Knows(number, key, language)).Take(Examples / 4)));
        }
    }

    [Fact]
    public void Examine_LabelFreeCurriculum_CarriesNoGold() =>
        Assert.Empty(LeakCheck.Examine(World, ConsensusStream.Draw(World, new(4), Mix).Take(Examples)));

    [Fact]
    public void Examine_SupervisedFusorPrompts_AreOfTheFusorSplitAndNeverNovel()
    {
        IReadOnlyList<LabItem> items = CandidateBook.Items(World, Mix);

        Assert.Empty(LeakCheck.Examine(World, items.Select(item => new LabExample(item.Prompt, item.Gold, item, LabSupervision.FusorGold))));
        Assert.Empty(LeakCheck.Examine(World, CandidateStream.WithoutCandidates(World, new(7), Mix).Take(Examples)));
        Assert.True(items.Count >= 1_000);
        Assert.Equal(LabLanguage.All.Count, items.Select(item => item.PromptLanguage).Distinct().Count());
    }

    [Fact]
    public void AllTrainingPrompts_AndTestPrompts_ShareNoContent()
    {
        HashSet<string> test = [.. new LabPrompts(World).Draw(1_500).Select(item => item.Prompt)];

        Assert.DoesNotContain(TeacherStream.Right(World, new(5), Mix).Take(Examples), example => test.Contains(example.Prompt));
        Assert.DoesNotContain(CandidateBook.Items(World, Mix), item => test.Contains(item.Prompt));
    }

    [Fact]
    public void Examine_LeaksPutInOnPurpose_AreFound()
    {
        Random random = new(6);
        LabItem test = World[LabTask.Facts].Draw(random, new() { Split = LabSplit.Test, Language = LabLanguage.English });
        LabItem novel = World[LabTask.Facts].Draw(random, new() { Split = LabSplit.Fusor, Language = LabLanguage.English, Entities = LabEntities.Novel });
        LabItem seen = World[LabTask.Facts].Draw(random, new() { Split = LabSplit.Fusor, Language = LabLanguage.English, Entities = LabEntities.Seen });

        Assert.Single(LeakCheck.Examine(World, [new(test.Prompt, test.Gold, test, LabSupervision.Gold)]));
        Assert.Single(LeakCheck.Examine(World, [new(novel.Prompt, novel.Gold, novel, LabSupervision.FusorGold)]));
        Assert.Single(LeakCheck.Examine(World, [new(seen.Prompt, seen.Gold, seen, LabSupervision.LabelFree)]));
    }
}
