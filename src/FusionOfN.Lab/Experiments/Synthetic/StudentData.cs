using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>One training set of the synthetic-data setting: the same prompts, answered by one method from the same candidates.</summary>
/// <param name="Method">The method that chose or wrote the answers.</param>
/// <param name="Rows">Prompts with answers.</param>
internal sealed record StudentData(string Method, IReadOnlyList<(string Prompt, string Answer)> Rows)
{
    /// <summary>The examples, shuffled anew for every pass, endlessly.</summary>
    public IEnumerable<TrainingExample> Examples(TurnEncoder encoder, int seed)
    {
        TrainingExample[] examples = [.. Rows.Select(row => encoder.Encode(row.Prompt, row.Answer))];
        Random random = new(seed);
        while (true)
        {
            random.Shuffle(examples);
            foreach (var example in examples)
                yield return example;
        }
    }
}
