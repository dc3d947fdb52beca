namespace FusionOfN.Lab;

/// <summary>
/// The third phase of a fusor's label-free curriculum: candidates that are corrupted copies of one text of the world's shape and of random content, and
/// that text as the target. What most candidates say is right, whatever the prompt asks.
/// </summary>
internal static class ConsensusStream
{
    private const int MostCandidates = 8;
    private const int UsualCandidates = 5;
    private const double ShareOfUsual = 0.48;

    // With few candidates there is no majority to find: then only a light corruption leaves the target the best guess.
    private const double LightestRate = 0.05;
    private const double RateOfPairs = 0.02;
    private const double HeaviestRateOfThree = 0.2;
    private const double HeaviestRateOfMany = 0.5;

    // How much candidates differ from each other in how corrupted they are, as a share.
    private const double Spread = 0.5;

    /// <summary>Draws examples.</summary>
    /// <param name="world">The world.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="mix">How often each task is drawn.</param>
    public static IEnumerable<LabExample> Draw(LabWorld world, Random random, TaskMix mix)
    {
        while (true)
        {
            LabGenerator generator = world[mix.Pick(random)];
            LabItem item = generator.Scramble(random, new() { Split = LabSplit.Fusor, Language = random.Pick(LabLanguage.All) });
            int count = random.NextDouble() < ShareOfUsual ? UsualCandidates : random.Next(1, MostCandidates + 1);
            double heaviest = count == 3 ? HeaviestRateOfThree : HeaviestRateOfMany;
            double rate = count < 3 ? RateOfPairs : LightestRate + (random.NextDouble() * (heaviest - LightestRate));
            string[] candidates = [.. Enumerable.Range(0, count)
                .Select(_ => generator.Corrupt(random, item, rate * (1 + (((2 * random.NextDouble()) - 1) * Spread))))];
            yield return new(LabFormat.Fusing(item.Prompt, candidates), item.Gold, item, LabSupervision.LabelFree);
        }
    }
}
