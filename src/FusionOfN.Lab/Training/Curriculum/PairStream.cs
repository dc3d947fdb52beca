namespace FusionOfN.Lab;

/// <summary>Pairs of real candidates for one prompt of which one is clearly better, from the candidate book: seen entities of the fusor split only.</summary>
internal static class PairStream
{
    private const double LeastDifference = 0.1;

    /// <summary>Draws pairs.</summary>
    /// <returns>The item, the better and the worse answer and by how much it is better, above 0 and at most 1.</returns>
    public static IEnumerable<(LabItem Item, string Better, string Worse, double Difference)> Draw(LabKitchen kitchen, Random random, TaskMix mix)
    {
        IReadOnlyList<LabItem> items = CandidateBook.Items(kitchen.World, mix);
        IReadOnlyList<string[][]> book = CandidateBook.Open(kitchen, items);
        while (true)
        {
            int i = random.Next(items.Count);
            string[] candidates = [.. book[i].SelectMany(samples => samples)];
            string one = random.Pick(candidates);
            string other = random.Pick(candidates);
            LabGenerator generator = kitchen.World[items[i].Task];
            double difference = generator.Score(items[i], one).Value - generator.Score(items[i], other).Value;
            if (Math.Abs(difference) >= LeastDifference && one.Length > 0 && other.Length > 0)
                yield return difference > 0 ? (items[i], one, other, difference) : (items[i], other, one, -difference);
        }
    }
}
