namespace FusionOfN.Lab;

/// <summary>The models of the lab that stand beside this assembly or, in a single-file program, are inside it.</summary>
public sealed class LabModels
{
    private const string Folder = "Models";
    private const string GraphFile = "model.onnx";

    private LabModels(string directory)
    {
        Directory = directory;
        Names = [.. LabPlan.All.Select(plan => plan.Name).Where(name => File.Exists(Path.Combine(directory, name, GraphFile)))];
    }

    /// <summary>The directory in which each model has a directory of its own.</summary>
    public string Directory { get; }

    /// <summary>The names of the models that are there.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names of the teachers that are there: the panel of the lab.</summary>
    public IReadOnlyList<string> Teachers => [.. LabPlan.Teachers.Where(Names.Contains)];

    /// <summary>The name of the fusor: the one trained on real candidates, or the label-free one where only that is there.</summary>
    /// <exception cref="LabException">There is no fusor.</exception>
    public string Fusor => Names.Contains(LabPlan.Fusor) ? LabPlan.Fusor
        : Names.Contains(LabPlan.LabelFreeFusor) ? LabPlan.LabelFreeFusor
        : throw LabException.For(Directory);

    /// <summary>Whether there are teachers and a fusor, so that a question can be answered.</summary>
    public bool CanFuse => Teachers.Count > 1 && (Names.Contains(LabPlan.Fusor) || Names.Contains(LabPlan.LabelFreeFusor));

    /// <summary>One line that says what the models are and know.</summary>
    public static string About =>
        "The lab's models are tiny (about a million weights each) and know a miniature world only: facts about 49 countries, simple sentences to translate "
        + "from and into English, and short sums, in en fr de es ru it pt ja ko zh ar.";

    /// <summary>Where the models are looked for when no directory is named: beside this assembly, or where a single-file program unpacks them.</summary>
    public static string StandardDirectory => EmbeddedLabModels.Exist ? EmbeddedLabModels.Folder : Path.Combine(AppContext.BaseDirectory, Folder);

    /// <summary>Finds the models.</summary>
    /// <param name="directory">Where to look; when null, <see cref="StandardDirectory"/>.</param>
    /// <returns>The models that are there, maybe none.</returns>
    /// <exception cref="LabException">The models of a single-file program cannot be unpacked.</exception>
    public static LabModels Find(string? directory = null) =>
        new(directory ?? (EmbeddedLabModels.Exist ? EmbeddedLabModels.Unpack() : StandardDirectory));

    /// <summary>The directory of a model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>The path, for the local engine to load.</returns>
    /// <exception cref="LabException">The model is not there.</exception>
    public string PathOf(string name) =>
        Names.Contains(name) ? Path.Combine(Directory, name) : throw LabException.For(Directory, name);
}
