namespace FusionOfN.Lab;

/// <summary>Endless prompts with answers for a model that answers by itself.</summary>
internal static class TeacherStream
{
    /// <summary>Draws prompts with gold answers.</summary>
    /// <param name="world">The world.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="mix">How often each task is drawn.</param>
    public static IEnumerable<LabExample> Right(LabWorld world, Random random, TaskMix mix)
    {
        while (true)
        {
            LabItem item = world[mix.Pick(random)].Draw(random, new() { Split = LabSplit.Teacher, Language = random.Pick(LabLanguage.All) });
            yield return new(item.Prompt, item.Gold, item, LabSupervision.Gold);
        }
    }

    /// <summary>Draws prompts with the answers of somebody who invents what it does not know.</summary>
    /// <param name="world">The world.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="mix">How often each task is drawn.</param>
    /// <param name="holder">Who answers.</param>
    /// <param name="knows">Whether the holder knows a key in a language.</param>
    public static IEnumerable<LabExample> WithGaps(
        LabWorld world, Random random, TaskMix mix, string holder, Func<string, LabLanguage, bool> knows) =>
        Right(world, random, mix).Select(example => example with
        {
            Completion = world[example.Item.Task].Confuse(example.Item, holder, key => knows(key, ForeignLanguage(example.Item))),
        });

    /// <summary>Draws prompts with the answers of somebody who is unsure: the inventions differ from time to time.</summary>
    /// <param name="world">The world.</param>
    /// <param name="random">The source of randomness.</param>
    /// <param name="mix">How often each task is drawn.</param>
    /// <param name="doubt">How often a part is invented, 0 to 1.</param>
    public static IEnumerable<LabExample> WithDoubt(LabWorld world, Random random, TaskMix mix, double doubt) =>
        Right(world, random, mix).Select(example => example with { Completion = world[example.Item.Task].Corrupt(random, example.Item, doubt) });

    // A word of a translation belongs to the language that is not English, whichever way the translation goes.
    private static LabLanguage ForeignLanguage(LabItem item) =>
        item.PromptLanguage == LabLanguage.English ? item.AnswerLanguage : item.PromptLanguage;
}
