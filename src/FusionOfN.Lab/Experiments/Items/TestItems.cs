namespace FusionOfN.Lab;

/// <summary>Draws the prompts of a run from the test split.</summary>
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
    public static IReadOnlyList<TestItem> Draw(
        LabWorld world, IEnumerable<TestColumn> columns, IReadOnlyList<LabLanguage> languages, int perCell, int seed) =>
        [.. columns.SelectMany(column => languages.SelectMany(language => Cell(world, column, language, perCell, seed)))];

    private static IEnumerable<TestItem> Cell(LabWorld world, TestColumn column, LabLanguage language, int count, int seed)
    {
        HashSet<string> prompts = [];
        LabDraw draw = new() { Split = LabSplit.Test, Language = language, Entities = column.Entities };
        for (int turn = 0; turn < count * TriesPerItem && prompts.Count < count; turn++)
        {
            Random random = new(HashedChance.Seed($"{seed}|{column.Slug}|{language}|{turn}"));
            LabItem item = world[column.Task].Draw(random, draw);
            if (prompts.Add(item.Prompt))
                yield return new($"{column.Slug}/{language.Code}/{turn}", column, language, item);
        }
    }
}
