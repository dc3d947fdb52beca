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

    // As wrong as real candidates are, which agree on a part no more often than half of the time.
    private const double LightestRateOfDissent = 0.25;
    private const double HeaviestRateOfDissent = 0.6;

    // How much candidates differ from each other in how corrupted they are, as a share.
    private const double Spread = 0.5;

    /// <summary>Draws examples.</summary>
    /// <param name="world">The world.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="mix">How often each task is drawn.</param>
    /// <param name="isDissent">Whether four and more candidates agree as little as real ones do.</param>
    public static IEnumerable<LabExample> Draw(LabWorld world, Random random, TaskMix mix, bool isDissent = false)
    {
        while (true)
        {
            LabGenerator generator = world[mix.Pick(random)];
            LabItem item = generator.Scramble(random, new() { Split = LabSplit.Fusor, Language = random.Pick(LabLanguage.All) });
            int count = random.NextDouble() < ShareOfUsual ? UsualCandidates : random.Next(1, MostCandidates + 1);
            (double lightest, double heaviest) = count switch
            {
                < 3 => (RateOfPairs, RateOfPairs),
                3 => (LightestRate, HeaviestRateOfThree),
                _ => isDissent ? (LightestRateOfDissent, HeaviestRateOfDissent) : (LightestRate, HeaviestRateOfMany),
            };
            double rate = count < 3 ? RateOfPairs : lightest + (random.NextDouble() * (heaviest - lightest));
            string[] candidates = [.. Enumerable.Range(0, count)
                .Select(_ => generator.Corrupt(random, item, rate * (1 + (((2 * random.NextDouble()) - 1) * Spread))))];
            yield return new(LabFormat.Fusing(item.Prompt, candidates), item.Gold, item, LabSupervision.LabelFree);
        }
    }
}
