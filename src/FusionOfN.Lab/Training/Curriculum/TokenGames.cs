namespace FusionOfN.Lab;

/// <summary>
/// The first two phases of a fusor's label-free curriculum, on strings of random tokens in the fusor's format. They know no language: copying teaches the
/// circuits that real text is too predictable to force, voting teaches to follow what most candidates agree on.
/// </summary>
internal sealed class TokenGames
{
    private const int ShortestString = 4;
    private const int LongestString = 16;
    private const int MostVoters = 5;
    private const double HeaviestRate = 0.45;

    private readonly LabTokenizer _tokenizer;

    public TokenGames(LabTokenizer tokenizer) => _tokenizer = tokenizer;

    /// <summary>One or two equal candidates; the target is the same string.</summary>
    public IEnumerable<LabSequence> Copy(Random random)
    {
        while (true)
        {
            int[] text = Text(random);
            yield return Sequence(random, Enumerable.Repeat(text, random.Next(1, 3)), text);
        }
    }

    /// <summary>One to five copies with wrong tokens in random places; the target is what they are copies of.</summary>
    public IEnumerable<LabSequence> Vote(Random random)
    {
        while (true)
        {
            int[] text = Text(random);
            int voters = random.Next(1, MostVoters + 1);
            double rate = voters < 3 ? 0 : random.NextDouble() * HeaviestRate;
            int[][] candidates = [.. Enumerable.Range(0, voters)
                .Select(_ => text.Select(token => random.NextDouble() < rate ? Token(random) : token).ToArray())];
            yield return Sequence(random, candidates, text);
        }
    }

    private int[] Text(Random random) => [.. Enumerable.Range(0, random.Next(ShortestString, LongestString + 1)).Select(_ => Token(random))];

    private int Token(Random random) => random.Next(LabFormat.ControlTokens.Count, _tokenizer.Count);

    private LabSequence Sequence(Random random, IEnumerable<int[]> candidates, int[] target)
    {
        int[] question = Text(random)[..ShortestString];
        return _tokenizer.Turn([.. question, .. candidates.SelectMany(candidate => _tokenizer.CandidatePrefix.Concat(candidate)), .. _tokenizer.FusionCue], target);
    }
}
