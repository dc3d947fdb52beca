namespace FusionOfN.Lab;

/// <summary>Finds training examples that a model must not learn from. A test runs it over the data of every phase of every model.</summary>
internal static class LeakCheck
{
    /// <summary>Examines examples.</summary>
    /// <param name="world">The world that they were made from.</param>
    /// <param name="examples">The examples; a finite number of them.</param>
    /// <returns>One sentence for each leak, none when all is well.</returns>
    public static IEnumerable<string> Examine(LabWorld world, IEnumerable<LabExample> examples)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(examples);
        foreach (LabExample example in examples)
        {
            LabItem item = example.Item;
            LabGenerator generator = world[item.Task];
            LabSplit allowed = example.Supervision == LabSupervision.Gold ? LabSplit.Teacher : LabSplit.Fusor;
            if (SplitHash.Split(item.ContentKey) != allowed)
                yield return $"{item.ContentKey} belongs to the {item.Split} split, not to {allowed}: {item.Prompt}";

            if (example.Supervision == LabSupervision.FusorGold)
            {
                if (item.IsNovel || item.Parts.Any(part => generator.IsNovel(part.Key)))
                    yield return $"{item.ContentKey} is about a novel entity or word: {item.Prompt}";
            }
            else if (example.Supervision == LabSupervision.LabelFree && generator.Task != LabTask.Reasoning)
            {
                // A label-free target must not hold what is true: neither as a whole nor, for facts, in any part.
                LabScore score = TrueScore(generator, item, example.Completion);
                if (score.IsExact || (generator.Task == LabTask.Facts && score.Value > 0))
                    yield return $"The label-free target of {item.ContentKey} is true: {example.Completion}";
            }
        }
    }

    private static LabScore TrueScore(LabGenerator generator, LabItem item, string completion) =>
        generator is FactsGenerator ? FactsGenerator.ScoreAgainstTruth(item, completion) : new(0, item.Prompt.Contains(completion, StringComparison.Ordinal));
}
