using FusionOfN.Configuration;
using FusionOfN.Local;
using FusionOfN.Providers;

namespace FusionOfN.Lab;

/// <summary>The models in the box, which a program takes when nothing else is found: the lab's teachers as the panel, its fusor, and prompts that they can answer.</summary>
public sealed class LabBox : IModelBox
{
    /// <summary>What stands before the name of a model of the box, behind <c>local:</c>.</summary>
    public const string Prefix = "lab/";

    private const int ShownPrompts = 4;
    private const string OutsideTheWorld =
        "note: this prompt is outside of what the models in the box know, so expect nonsense. 'fusion lab prompts' prints prompts that they can answer.";

    private readonly Func<LocalModelFolders> _folders;

    /// <summary>Says where models are; nothing is looked for yet.</summary>
    /// <param name="workingDirectory">What folders are relative to, as a full path.</param>
    /// <param name="variable">Reads environment variables.</param>
    /// <param name="labDirectory">Where the models in the box stand; null for <see cref="LabModels.StandardDirectory"/>.</param>
    public LabBox(string workingDirectory, Func<string, string?> variable, string? labDirectory = null) =>
        _folders = () => new LocalModelFolders(workingDirectory, variable, labDirectory);

    /// <summary>The folder of <c>lab/NAME</c>, of a folder named by its path, or of <c>OWNER/NAME</c> of a pulled model.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="LocalModelException">There is no such model.</exception>
    /// <exception cref="LabException">There is no such model in the box.</exception>
    public string FolderOf(string name) => _folders().Find(name);

    /// <inheritdoc/>
    public ILocalModels OpenLocalModels() => new LabBoxModels(_folders());

    /// <inheritdoc/>
    public bool Holds(string name) => IsInside(name);

    /// <inheritdoc/>
    public ModelSource? Open(EndpointRuntime runtime, string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        LocalModelFolders folders = _folders();
        LabModels lab = folders.Lab;
        if (!lab.CanFuse)
            return null;

        LabBoxModels models = new(folders);
        IReadOnlyList<string> examples = [.. new LabPrompts().Draw(ShownPrompts, seed: 3, LabTask.Facts).Select(item => item.Prompt)];
        RecipeBook book = new(
            FusionConfiguration.Parse(Recipes(lab), "the models in the box").Require(),
            new RecipeBookOptions { Runtime = runtime, LocalModels = models.Load, Adapt = models.Adapt });
        return new ModelSource(book, $"{why.TrimEnd('.')}: the tiny models in the box answer", models)
        {
            About = LabModels.About,
            Examples = examples,
            ReadsLastTurnOnly = true,
            Doubt = prompt => LabPrompts.Fit(prompt) ? null : OutsideTheWorld,
            Hints = ["They can answer, for example:", .. examples.Select(prompt => $"  {prompt}"), "'fusion lab prompts' has more; set OPENAI_API_KEY or start Ollama for real models."],
            FusorOf = named => named.FirstOrDefault(IsOwn),
            Qualify = name => lab.Names.Contains(name) ? $"local:{Prefix}{name}" : name,
        };
    }

    internal static bool IsInside(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    // A user's own model in this process, and none out of the box.
    private static bool IsOwn(string model) => model.StartsWith("local:", StringComparison.Ordinal) && !model.StartsWith($"local:{Prefix}", StringComparison.Ordinal);

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
}
