namespace FusionOfN.Lab;

/// <summary>
/// The supervised stage of a fusor: real candidates of the teachers with the gold answer as target, and more often an example of the label-free
/// curriculum, so that it goes on looking at the candidates rather than remembering the answers.
/// </summary>
internal static class CandidateStream
{
    private const double ShareOfConsensus = 0.6;

    // What hardly any candidate holds can only be remembered, and a fusor that learns to remember no longer looks.
    private const int Support = 2;
    private const double ShareOfUsual = 0.48;
    private const int MostCandidates = 8;

    public static IEnumerable<LabExample> Draw(LabKitchen kitchen, Random random, TaskMix mix)
    {
        IReadOnlyList<LabItem> items = CandidateBook.Items(kitchen.World, mix);
        IReadOnlyList<string[][]> book = CandidateBook.Open(kitchen, items);
        using IEnumerator<LabExample> consensus = ConsensusStream.Draw(kitchen.World, random, mix, isDissent: true).GetEnumerator();
        while (true)
        {
            if (random.NextDouble() < ShareOfConsensus && consensus.MoveNext())
            {
                yield return consensus.Current;
                continue;
            }

            int i = random.Next(items.Count);
            string[] candidates = Pick(random, book[i]);
            if (IsSupported(items[i], candidates))
                yield return new(LabFormat.Fusing(items[i].Prompt, candidates), items[i].Gold, items[i], LabSupervision.FusorGold);
        }
    }

    /// <summary>The same prompts and answers without candidates, for the control that has to know by itself.</summary>
    public static IEnumerable<LabExample> WithoutCandidates(LabWorld world, Random random, TaskMix mix)
    {
        IReadOnlyList<LabItem> items = CandidateBook.Items(world, mix);
        while (true)
        {
            LabItem item = random.Pick(items);
            yield return new(item.Prompt, item.Gold, item, LabSupervision.FusorGold);
        }
    }

    /// <summary>Whether every part of the right answer stands in two of the candidates, or in all of fewer.</summary>
    /// <remarks>A translation passes always: candidates hold the right word in other forms, and the sentence tells which form is right.</remarks>
    internal static bool IsSupported(LabItem item, IReadOnlyList<string> candidates) => item.Task == LabTask.Translation || item.Parts.All(part =>
        candidates.Count(candidate => candidate.Contains(part.Expected, StringComparison.Ordinal)) >= Math.Min(Support, candidates.Count));

    // Usually one of each teacher; else any number of all that were drawn. The order says nothing.
    private static string[] Pick(Random random, string[][] byTeacher)
    {
        string[] candidates = random.NextDouble() < ShareOfUsual
            ? [.. byTeacher.Select(samples => random.Pick(samples))]
            : [.. byTeacher.SelectMany(samples => samples)];
        random.Shuffle(candidates);
        return candidates.Length == byTeacher.Length ? candidates : candidates[..random.Next(1, MostCandidates + 1)];
    }
}
