namespace FusionOfN.Lab.Tests;

public sealed class TeacherPoolTests
{
    private static readonly LabWorld World = new();

    [Fact]
    public void Knows_EveryFactAndWord_IsKnownToTwoOrThreeOfFive()
    {
        foreach (string key in World.Generators.Where(generator => generator.Task != LabTask.Reasoning).SelectMany(generator => generator.KnowledgeKeys))
            Assert.InRange(Enumerable.Range(0, TeacherPool.Count).Count(teacher => TeacherPool.Knows(teacher, key)), 2, 3);
    }

    [Fact]
    public void Knows_EachTeacher_HasGapsAndStrengths()
    {
        IReadOnlyList<string> keys = World[LabTask.Facts].KnowledgeKeys;
        for (int teacher = 0; teacher < TeacherPool.Count; teacher++)
        {
            double[] shares = [.. keys.GroupBy(key => key.Split('/')[1]).Select(group => group.Average(key => TeacherPool.Knows(teacher, key) ? 1.0 : 0))];

            Assert.InRange(shares.Average(), 0.4, 0.7);
            Assert.True(shares.Max() - shares.Min() > 0.2);
        }
    }

    [Fact]
    public void Confuse_DifferentTeachers_RarelyAgreeOnAnInvention()
    {
        Random random = new(1);
        int pairs = 0;
        int same = 0;
        for (int i = 0; i < 200; i++)
        {
            LabItem item = World[LabTask.Facts].Draw(random, new() { Split = LabSplit.Teacher, Language = LabLanguage.English });
            string[] inventions = [.. Enumerable.Range(0, 2).Select(t => World[LabTask.Facts].Confuse(item, $"teacher-{t}", _ => false))];
            string[][] sentences = [.. inventions.Select(text => text.Split(". "))];
            pairs += sentences[0].Length;
            same += sentences[0].Zip(sentences[1]).Count(pair => pair.First == pair.Second);
        }

        Assert.InRange((double)same / pairs, 0, 0.12);
    }
}
