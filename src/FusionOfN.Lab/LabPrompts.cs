namespace FusionOfN.Lab;

/// <summary>Prompts that the lab's models can answer. All are from the test split: no model was trained on them.</summary>
public sealed class LabPrompts
{
    private readonly LabWorld _world;

    /// <summary>Creates a source of prompts.</summary>
    /// <param name="world">The world; when null, a new one.</param>
    public LabPrompts(LabWorld? world = null) => _world = world ?? new();

    /// <summary>Whether a prompt is of a form that the lab's models were trained to answer. To any other they answer nonsense, and fluently.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <returns>True when it asks for facts about a country, a translation or a sum in one of the forms of the miniature world.</returns>
    public static bool Fit(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return PromptForms.Fit(prompt);
    }

    /// <summary>Draws prompts.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The same seed gives the same prompts.</param>
    /// <param name="task">The kind of task; when null, the kinds take turns.</param>
    /// <param name="language">The language of the prompt; when null, the languages take turns.</param>
    /// <returns>Prompts with their gold answers, no two alike.</returns>
    public IReadOnlyList<LabItem> Draw(int count, int seed = 1, LabTask? task = null, LabLanguage? language = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Random random = new(seed);
        Dictionary<string, LabItem> items = [];
        for (int i = 0; items.Count < count; i++)
        {
            LabTask kind = task ?? _world.Generators[i % _world.Generators.Count].Task;
            LabLanguage wanted = language ?? LabLanguage.All[(i + (i / LabLanguage.All.Count)) % LabLanguage.All.Count];

            // A translation goes out of or into English; what counts here is the language in which it is asked.
            LabLanguage foreign = kind == LabTask.Translation && wanted == LabLanguage.English ? LabLanguage.All[random.Next(1, LabLanguage.All.Count)] : wanted;
            LabItem item = _world[kind].Draw(random, new() { Split = LabSplit.Test, Language = foreign });
            if (item.PromptLanguage == wanted)
                items.TryAdd(item.Prompt, item);
        }

        return [.. items.Values];
    }
}
