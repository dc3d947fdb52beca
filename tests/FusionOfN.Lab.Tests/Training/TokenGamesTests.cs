using FusionOfN.Training;

namespace FusionOfN.Lab.Tests;

public sealed class TokenGamesTests
{
    private const int Examples = 500;

    private static readonly LabTokenizer Tokenizer = LabTokenizer.Load(
        Path.Combine(LabModels.Find().PathOf(LabPlan.LabelFreeFusor), LabTokenizer.FileName));

    private static readonly TokenGames Games = new(Tokenizer);

    [Fact]
    public void Copy_EveryExample_CountsEverythingFromTheSecondCopyOnAndEndsWithTheCopiedString()
    {
        foreach (TrainingExample example in Games.Copy(new(1)).Take(Examples))
        {
            var (candidates, target) = Read(example);

            Assert.InRange(candidates.Count, 3, 6);
            Assert.All(candidates, candidate => Assert.Equal(target, candidate));
            int counted = example.Weights.Count(weight => weight > 0);
            int foretold = ((candidates.Count - 1) * (target.Length + Tokenizer.CandidatePrefix.Count)) + Tokenizer.FusionCue.Count + target.Length;
            Assert.InRange(counted, foretold, foretold + 3);
            Assert.All(example.Weights[^(target.Length + 1)..], weight => Assert.Equal(1, weight));
        }
    }

    [Fact]
    public void Vote_EveryExample_TargetIsMadeOfTheCandidatesAndOneCandidateIsCopied()
    {
        int alone = 0, unlikeAll = 0;
        foreach (TrainingExample example in Games.Vote(new(2)).Take(Examples))
        {
            var (candidates, target) = Read(example);

            HashSet<int> offered = [.. candidates.SelectMany(candidate => candidate)];
            Assert.All(target, token => Assert.Contains(token, offered));
            alone += candidates.Count == 1 ? 1 : 0;
            unlikeAll += candidates.Exists(candidate => candidate.SequenceEqual(target)) ? 0 : 1;
            if (candidates.Count == 1)
                Assert.Equal(candidates[0], target);
        }

        Assert.True(alone > 10, $"{alone}");
        Assert.True(unlikeAll > Examples / 10, $"only {unlikeAll} targets could not be had by taking a candidate");
    }

    [Fact]
    public void Games_SameSeed_GiveTheSameExamples() =>
        Assert.Equal(
            Games.Vote(new(3)).Take(20).SelectMany(example => example.Tokens), Games.Vote(new(3)).Take(20).SelectMany(example => example.Tokens));

    // What stands between the prefixes, up to the cue, and what is to be written.
    private static (List<int[]> Candidates, int[] Target) Read(TrainingExample example)
    {
        int[] tokens = example.Tokens;
        int cue = Find(tokens, Tokenizer.FusionCue, 0);
        List<int[]> candidates = [];
        int start = Find(tokens, Tokenizer.CandidatePrefix, 0) + Tokenizer.CandidatePrefix.Count;
        while (start < cue)
        {
            int end = Find(tokens, Tokenizer.CandidatePrefix, start);
            end = end < 0 || end > cue ? cue : end;
            candidates.Add(tokens[start..end]);
            start = end + Tokenizer.CandidatePrefix.Count;
        }

        // After the cue comes the token that begins the model's turn, and the last one ends it.
        return (candidates, tokens[(cue + Tokenizer.FusionCue.Count + 1)..^1]);
    }

    private static int Find(int[] tokens, IReadOnlyList<int> wanted, int from)
    {
        for (int i = from; i <= tokens.Length - wanted.Count; i++)
        {
            if (tokens.AsSpan(i, wanted.Count).SequenceEqual(wanted.ToArray()))
                return i;
        }

        return -1;
    }
}
