using System.Runtime.InteropServices;

namespace FusionOfN;

/// <summary>An answer beside the texts it can be from, both in tokens.</summary>
internal sealed class Comparison
{
    private readonly List<List<int>> _owners = [];

    /// <summary>Compares an answer with candidates; an empty one holds nothing, and several with the same text are one.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="candidates">The candidates' texts.</param>
    /// <param name="minimum">The weight from which on a run proves that it is from a text; what is shorter as a whole is proven as a whole.</param>
    public Comparison(string answer, IReadOnlyList<string> candidates, int minimum)
    {
        Answer = answer;
        Tokenizer tokenizer = new();
        Tokens = tokenizer.Split(answer);
        Particulars particulars = new(tokenizer);
        CommonRuns runs = new(particulars.ReadAnswer(answer, Tokens));
        Dictionary<string, int> known = new(StringComparer.Ordinal);
        List<int[]> found = [];
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            if (candidates[candidate].Length == 0)
                continue;
            ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(known, candidates[candidate], out var isKnown);
            if (!isKnown)
            {
                text = found.Count;
                found.Add(runs.In(particulars.Read(candidates[candidate])));
                _owners.Add([]);
            }

            _owners[text].Add(candidate);
        }

        var weights = Weights(particulars, minimum);
        minimum = Math.Max(1, Math.Min(minimum, weights[^1]));
        Texts = new Holdings[found.Count];
        for (var text = 0; text < Texts.Length; text++)
            Texts[text] = new(found[text], weights, minimum, Tokens);
    }

    public string Answer { get; }

    public List<Token> Tokens { get; }

    /// <summary>What each of the different texts holds.</summary>
    public Holdings[] Texts { get; }

    /// <summary>The candidates that have some of the different texts, in order.</summary>
    public IReadOnlyList<int> CandidatesOf(int[] texts) => texts.Length switch
    {
        0 => [],
        1 => _owners[texts[0]],
        _ => [.. texts.SelectMany(text => _owners[text]).Order()],
    };

    /// <summary>The weights of the tokens summed up; a number or a name proves something alone.</summary>
    private int[] Weights(Particulars particulars, int minimum)
    {
        var weights = new int[Tokens.Count + 1];
        for (var i = 0; i < Tokens.Count; i++)
            weights[i + 1] = weights[i] + (particulars.Contain(Answer, Tokens, i) ? Math.Max(minimum, Tokens[i].Weight) : Tokens[i].Weight);
        return weights;
    }
}
