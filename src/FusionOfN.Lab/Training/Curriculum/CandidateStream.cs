namespace FusionOfN.Lab;

/// <summary>
/// The supervised stage of a fusor: real candidates of the teachers with the gold answer as target, and now and then an example of the label-free
/// curriculum, so that it goes on looking at the candidates rather than remembering the answers.
/// </summary>
internal static class CandidateStream
{
    private const double ShareOfConsensus = 0.4;
    private const double ShareOfUsual = 0.48;
    private const int MostCandidates = 8;

    public static IEnumerable<LabExample> Draw(LabKitchen kitchen, Random random, TaskMix mix)
    {
        IReadOnlyList<LabItem> items = CandidateBook.Items(kitchen.World, mix);
        IReadOnlyList<string[][]> book = CandidateBook.Open(kitchen, items);
        using IEnumerator<LabExample> consensus = ConsensusStream.Draw(kitchen.World, random, mix).GetEnumerator();
        while (true)
        {
            if (random.NextDouble() < ShareOfConsensus && consensus.MoveNext())
            {
                yield return consensus.Current;
                continue;
            }

            int i = random.Next(items.Count);
            string[] candidates = Pick(random, book[i]);
            yield return new(LabFormat.Fusing(items[i].Prompt, candidates), items[i].Gold, items[i], LabSupervision.FusorGold);
        }
    }

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
