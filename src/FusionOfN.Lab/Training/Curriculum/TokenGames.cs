using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>
/// The first two phases of a fusor's label-free curriculum, on strings of random tokens in the fusor's format. They know no language: copying teaches the
/// circuits that real text is too predictable to force, voting teaches to follow what most candidates agree on.
/// </summary>
internal sealed class TokenGames
{
    private const int ShortestString = 4;
    private const int LongestString = 16;
    private const int FewestCopies = 2;
    private const int MostCopies = 4;
    private const int MostVoters = 5;
    private const double HeaviestRate = 0.45;

    // With few tokens copying is discovered quickly; then it only has to be carried over to the others.
    private const int SmallestAlphabet = 48;
    private const int ExamplesPerDoubling = 2_500;

    private readonly LabTokenizer _tokenizer;

    public TokenGames(LabTokenizer tokenizer) => _tokenizer = tokenizer;

    private int AllTokens => _tokenizer.Count - LabFormat.ControlTokens.Count;

    /// <summary>
    /// Two to four equal candidates; the target is the same string. The loss is taken on every repetition, not on the last alone, and the alphabet grows from a
    /// few tokens to all.
    /// </summary>
    public IEnumerable<TrainingExample> Copy(Random random)
    {
        for (int drawn = 0; ; drawn++)
        {
            int alphabet = (int)Math.Min(AllTokens, SmallestAlphabet * Math.Pow(2, (double)drawn / ExamplesPerDoubling));
            int[] text = Text(random, alphabet);
            int copies = random.Next(FewestCopies, MostCopies + 1);
            LabSequence sequence = Sequence(Text(random, alphabet), Enumerable.Repeat(text, copies), text);
            TrainingExample example = sequence.ToExample();

            // The question and the first copy cannot be foretold, what comes after them can.
            int known = sequence.PromptLength - 1 - _tokenizer.FusionCue.Count - ((copies - 1) * (text.Length + _tokenizer.CandidatePrefix.Count));
            example.Weights.AsSpan(known).Fill(1);
            yield return example;
        }
    }

    /// <summary>One to five copies with wrong tokens in random places; the target is what they are copies of.</summary>
    public IEnumerable<TrainingExample> Vote(Random random)
    {
        while (true)
        {
            int[] text = Text(random, AllTokens);
            int voters = random.Next(1, MostVoters + 1);
            double rate = voters < 3 ? 0 : random.NextDouble() * HeaviestRate;
            int[][] candidates = [.. Enumerable.Range(0, voters)
                .Select(_ => text.Select(token => random.NextDouble() < rate ? Token(random, AllTokens) : token).ToArray())];
            yield return Sequence(Text(random, AllTokens), candidates, text).ToExample();
        }
    }

    private static int[] Text(Random random, int alphabet) =>
        [.. Enumerable.Range(0, random.Next(ShortestString, LongestString + 1)).Select(_ => Token(random, alphabet))];

    private static int Token(Random random, int alphabet) => LabFormat.ControlTokens.Count + random.Next(alphabet);

    private LabSequence Sequence(int[] question, IEnumerable<int[]> candidates, int[] target) => _tokenizer.Turn(
        [.. question[..ShortestString], .. candidates.SelectMany(candidate => _tokenizer.CandidatePrefix.Concat(candidate)), .. _tokenizer.FusionCue], target);
}
