using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>
/// The first two phases of a fusor's label-free curriculum, on strings of random tokens in the fusor's format. They know no language: copying teaches the
/// circuits that real text is too predictable to force, voting teaches to follow what most candidates agree on.
/// </summary>
internal sealed class TokenGames
{
    private const int QuestionLength = 4;
    private const int MostCandidates = 8;
    private const int UsualCandidates = 5;
    private const double ShareOfUsual = 0.48;

    // With few tokens in a string, most stand in it several times: then one token does not tell what comes next, and the context has to be matched. Many
    // strings of few tokens are also where copying is discovered first.
    private const int SmallestAlphabet = 6;
    private const int ShortestString = 4;
    private const int LongestString = 20;
    private const int FewestCopies = 3;
    private const int MostCopies = 6;

    private const int FewestSlots = 2;
    private const int MostSlots = 6;
    private const int LongestFrame = 4;
    private const int LongestWord = 4;
    private const int FewestWords = 2;
    private const int MostWords = 8;
    private const double ShareOfSharedBeginnings = 0.5;
    private const double LeastAgreement = 0.35;

    private readonly LabTokenizer _tokenizer;

    public TokenGames(LabTokenizer tokenizer) => _tokenizer = tokenizer;

    private int AllTokens => _tokenizer.Count - LabFormat.ControlTokens.Count;

    /// <summary>
    /// Three to six equal candidates; the target is the same string. The loss is taken on every repetition, not on the last alone. Each example has an alphabet
    /// of its own, of six tokens to all.
    /// </summary>
    public IEnumerable<TrainingExample> Copy(Random random)
    {
        while (true)
        {
            int[] alphabet = Alphabet(random);
            int[] text = Tokens(random, alphabet, random.Next(ShortestString, LongestString + 1));
            int copies = random.Next(FewestCopies, MostCopies + 1);
            LabSequence sequence = Sequence(random, alphabet, Enumerable.Repeat(text, copies), text);
            TrainingExample example = sequence.ToExample();

            // The question and the first copy cannot be foretold, what comes after them can.
            int known = sequence.PromptLength - 1 - _tokenizer.FusionCue.Count - ((copies - 1) * (text.Length + _tokenizer.CandidatePrefix.Count));
            example.Weights.AsSpan(known).Fill(1);
            yield return example;
        }
    }

    /// <summary>
    /// Candidates of one frame with two to six slots, each filled with one of a few words of one to four tokens, some of which begin alike. The target fills
    /// each slot with the word that most candidates have there, the one that comes first where several are as frequent.
    /// </summary>
    public IEnumerable<TrainingExample> Vote(Random random)
    {
        while (true)
        {
            int[] alphabet = Alphabet(random);
            int count = random.NextDouble() < ShareOfUsual ? UsualCandidates : random.Next(1, MostCandidates + 1);
            List<int>[] candidates = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
            List<int> target = [];
            for (int slot = random.Next(FewestSlots, MostSlots + 1); slot > 0; slot--)
            {
                int[] frame = Tokens(random, alphabet, random.Next(LongestFrame + 1));
                int[][] words = Words(random, alphabet);
                int[] said = Said(random, words.Length, count);
                for (int i = 0; i < count; i++)
                    candidates[i].AddRange([.. frame, .. words[said[i]]]);
                target.AddRange([.. frame, .. words[said.GroupBy(word => word).MaxBy(group => group.Count())!.Key]]);
            }

            yield return Sequence(random, alphabet, candidates, target).ToExample();
        }
    }

    private static int[] Tokens(Random random, int[] alphabet, int length) => [.. Enumerable.Range(0, length).Select(_ => random.Pick(alphabet))];

    // Each candidate says the first word as often as this slot agrees, else any other one.
    private static int[] Said(Random random, int words, int candidates)
    {
        double agreement = LeastAgreement + (random.NextDouble() * (1 - LeastAgreement));
        return [.. Enumerable.Range(0, candidates).Select(_ => random.NextDouble() < agreement ? 0 : random.Next(1, words))];
    }

    private static int[][] Words(Random random, int[] alphabet)
    {
        int[][] words = new int[random.Next(FewestWords, MostWords + 1)][];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Tokens(random, alphabet, random.Next(1, LongestWord + 1));
            if (i > 0 && random.NextDouble() < ShareOfSharedBeginnings)
                words[i] = [.. words[random.Next(i)][..1], .. words[i]];
        }

        return words;
    }

    // The logarithm of the size is drawn evenly.
    private int[] Alphabet(Random random)
    {
        int size = (int)(SmallestAlphabet * Math.Pow((double)AllTokens / SmallestAlphabet, random.NextDouble()));
        return [.. Enumerable.Range(0, size).Select(_ => LabFormat.ControlTokens.Count + random.Next(AllTokens))];
    }

    private LabSequence Sequence(Random random, int[] alphabet, IEnumerable<IReadOnlyList<int>> candidates, IReadOnlyList<int> target) => _tokenizer.Turn(
        [.. Tokens(random, alphabet, QuestionLength), .. candidates.SelectMany(candidate => _tokenizer.CandidatePrefix.Concat(candidate)), .. _tokenizer.FusionCue], target);
}
