using FusionOfN.Configuration;
using FusionOfN.Lab;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>The models in the box: the lab's teachers as the panel, its fusor, and prompts that they can answer.</summary>
internal static class EmbeddedModels
{
    /// <summary>What stands before the name of a model of the lab, behind <c>local:</c>.</summary>
    public const string Prefix = "lab/";

    private const int ShownPrompts = 4;
    private const string RewardModel = "reward";
    private const string OutsideTheWorld =
        "note: this prompt is outside of what the models in the box know, so expect nonsense. 'fusion lab prompts' prints prompts that they can answer.";

    /// <summary>Makes a source of them; null when they are not there.</summary>
    /// <param name="host">The process.</param>
    /// <param name="why">Why nothing else was taken.</param>
    public static ModelSource? Find(CliHost host, string why)
    {
        LocalModelFolders folders = new(host);
        LabModels lab = folders.Lab;
        if (!lab.CanFuse)
            return null;

        LocalModelPool pool = new(folders);
        IReadOnlyList<string> examples = [.. new LabPrompts().Draw(ShownPrompts, seed: 3, LabTask.Facts).Select(item => item.Prompt)];
        RecipeBook book = new(
            FusionConfiguration.Parse(Recipes(lab), "the models in the box").Require(),
            new RecipeBookOptions { Runtime = ModelSources.Runtime(host), LocalModels = pool.Load });
        return new ModelSource(book, $"{why.TrimEnd('.')}: the tiny models in the box answer", pool)
        {
            About = LabModels.About,
            Examples = [.. examples],
            Doubt = prompt => LabPrompts.Fit(prompt) ? null : OutsideTheWorld,
            Hints = ["They can answer, for example:", .. examples.Select(prompt => $"  {prompt}"), "'fusion lab prompts' has more; set OPENAI_API_KEY or start Ollama for real models."],
            FusorOf = models => models.FirstOrDefault(IsOwn),
            Qualify = name => lab.Names.Contains(name) ? $"local:{Prefix}{name}" : name,
            Adapt = parts => Adapt(parts, pool),
        };
    }

    /// <summary>Whether a name is that of a user's own model in this process, and of none out of the box.</summary>
    public static bool IsOwn(string model) =>
        model.StartsWith("local:", StringComparison.Ordinal) && !model.StartsWith($"local:{Prefix}", StringComparison.Ordinal);

    private static string Recipes(LabModels lab)
    {
        string panel = string.Join(", ", lab.Teachers.Select(name => $"'local:{Prefix}{name}'"));
        string singles = string.Concat(lab.Names.Where(name => name.StartsWith("single-", StringComparison.Ordinal)).Select(name =>
            $"  {name}: {{ description: 'Five samples of one small model', panel: [{{ model: 'local:{Prefix}{name}', samples: 5 }}] }}\n"));
        return $$"""
            defaults:
              recipe: teachers
              fusor: ['local:{{Prefix}}{{lab.Fusor}}']
              extractor: exact
              roles:
                fusor: { temperature: 0 }
            recipes:
              teachers: { description: 'Five small teachers with gaps of their own', panel: [{{panel}}] }

            """ + singles;
    }

    // The lab's fusor reads the bare format it was trained on, and none of these models can judge in words.
    /// <summary>Puts in what a fusor out of the box needs, wherever the recipe comes from that names it.</summary>
    public static AggregatorParts Adapt(AggregatorParts parts, LocalModelPool pool)
    {
        bool isFromBox = parts.Fusors.Count > 0 && parts.Fusors.All(fusor => pool.IsFromBox(fusor.Name));
        return !isFromBox ? parts : parts with
        {
            Prompt = LabFormat.FusorPrompt,
            Scorer = parts.Scorer ?? (pool.Folders.Lab.Names.Contains(RewardModel)
                ? new LogProbabilityScorer(pool.Open($"{Prefix}{RewardModel}"))
                : new AgreementScorer()),
        };
    }
}
