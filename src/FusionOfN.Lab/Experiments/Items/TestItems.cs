namespace FusionOfN.Lab;

/// <summary>Draws the prompts of a run: of the test split, or of the student split in a development run.</summary>
internal static class TestItems
{
    private const int TriesPerItem = 20;

    /// <summary>
    /// Draws the same number of different prompts for every column and language. Every language draws prompts of its own: different questions tell more than
    /// the same ones eleven times.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="languages">The languages.</param>
    /// <param name="perCell">Prompts for each column and language.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="split">The split.</param>
    public static IReadOnlyList<TestItem> Draw(
        LabWorld world, IEnumerable<TestColumn> columns, IReadOnlyList<LabLanguage> languages, int perCell, int seed, LabSplit split = LabSplit.Test) =>
        [.. columns.SelectMany(column => languages.SelectMany(language => Cell(world, column, language, perCell, seed, split)))];

    private static IEnumerable<TestItem> Cell(LabWorld world, TestColumn column, LabLanguage language, int count, int seed, LabSplit split)
    {
        HashSet<string> prompts = [];
        LabDraw draw = new() { Split = split, Language = language, Entities = column.Entities };
        for (int turn = 0; turn < count * TriesPerItem && prompts.Count < count; turn++)
        {
            Random random = new(HashedChance.Seed($"{seed}|{column.Slug}|{language}|{turn}"));
            LabItem item = world[column.Task].Draw(random, draw);
            if (prompts.Add(item.Prompt))
                yield return new($"{column.Slug}/{language.Code}/{turn}", column, language, item);
        }
    }
}
