using System.Security.Cryptography;
using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>The cast of a run with the local models that play it. Disposing it closes the models.</summary>
internal sealed class LoadedCast : IDisposable
{
    private const string TeacherPrefix = "teacher-";
    private const string SinglePrefix = "single-";
    private const string Fusor = LabPlan.Fusor;
    private const string LabelFreeFusor = LabPlan.LabelFreeFusor;
    private const string Reward = LabPlan.Reward;
    private const string Generalist = LabPlan.Generalist;
    private const string PromptOnly = LabPlan.PromptOnly;
    private const string StudentBase = "student-base";
    private const string GraphFile = "model.onnx";
    private const int FingerprintLength = 16;

    private readonly List<LocalModel> _models = [];

    private LoadedCast(LabCast cast) => Cast = cast;

    public LabCast Cast { get; private set; }

    /// <summary>A cast whose models somebody else opened and closes.</summary>
    public static LoadedCast Of(LabCast cast) => new(cast);

    /// <summary>Loads every model of the lab that a folder holds, by the names that the lab's training gives them.</summary>
    /// <param name="directory">The folder with one folder per model.</param>
    /// <exception cref="LabException">There is no fusor, or neither teachers nor a single model.</exception>
    public static LoadedCast Load(string directory)
    {
        Dictionary<string, string> folders = Directory.Exists(directory)
            ? Directory.EnumerateDirectories(directory).Where(folder => File.Exists(Path.Combine(folder, GraphFile))).ToDictionary(folder => Path.GetFileName(folder)!)
            : [];
        string[] teachers = [.. Named(TeacherPrefix)];
        string[] singles = [.. Named(SinglePrefix).OrderBy(name => new FileInfo(Path.Combine(folders[name], GraphFile)).Length)];
        string fusor = folders.ContainsKey(Fusor) ? Fusor : LabelFreeFusor;
        if (!folders.ContainsKey(fusor) || teachers.Length + singles.Length == 0)
        {
            throw new LabException(
                $"The lab needs a model '{Fusor}' and models '{TeacherPrefix}…' or '{SinglePrefix}…' in {directory}, but found {(folders.Count == 0 ? "none" : string.Join(", ", folders.Keys.Order()))}. Make them with: fusion lab train");
        }

        LoadedCast loaded = new(new() { Fusor = null! });
        try
        {
            loaded.Cast = new()
            {
                Teachers = [.. teachers.Select(Open)],
                Singles = [.. singles.Select(Open)],
                Fusor = Open(fusor),
                OtherFusors = [.. Named(Fusor + "-").Where(name => name != fusor).Select(Open)],
                Reward = OpenReward(),
                PromptOnly = OpenIfThere(PromptOnly),
                StudentBase = OpenIfThere(StudentBase),
                Notes = [.. fusor == Fusor ? [] : new[] { "The fusor is the label-free one: it learned to copy and to agree from random content, and has seen no gold answer." }, .. Notes(folders, teachers, singles)],
            };
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }

        IEnumerable<string> Named(string prefix) =>
            folders.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        CastModel Open(string name) => loaded.Open(folders[name]);

        CastModel? OpenIfThere(string name) => folders.ContainsKey(name) ? Open(name) : null;

        CastScorer? OpenReward() => (folders.GetValueOrDefault(Reward) ?? folders.GetValueOrDefault(Generalist)) is { } folder ? loaded.OpenScorer(folder) : null;
    }

    /// <summary>Opens one more model, which is closed with the cast.</summary>
    public CastModel Open(string folder)
    {
        LocalModel model = OpenModel(folder);
        return new(new ChatModel(model.Name, model.AsChatClient()), FingerprintOf(folder)) { Directory = folder };
    }

    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
    }

    /// <summary>The first digits of the SHA-256 of a model's graph, weights included.</summary>
    public static string FingerprintOf(string folder)
    {
        using var stream = File.OpenRead(Path.Combine(folder, GraphFile));
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..FingerprintLength];
    }

    // Several models work at once, so each gets one thread.
    private LocalModel OpenModel(string folder)
    {
        LocalModel model = LocalModel.Load(folder, new LocalModelOptions { Threads = 1 });
        _models.Add(model);
        return model;
    }

    private CastScorer OpenScorer(string folder)
    {
        LocalModel model = OpenModel(folder);
        return new(
            new LogProbabilityScorer(model),
            FingerprintOf(folder),
            model.Name == Generalist
                ? "mean log-probability of the answer under the generalist, a model that knows the whole world of the lab; no reward training"
                : "mean log-probability of the answer under a model that started as the generalist and was trained on graded pairs");
    }

    private static List<string> Notes(Dictionary<string, string> folders, string[] teachers, string[] singles)
    {
        List<string> notes = [];
        Missing(teachers.Length > 1, "There is no teacher pool among the models, so that setting is left out.");
        Missing(singles.Length > 1, singles.Length == 1
            ? $"There is one single model ({singles[0]}), so test-time scaling is shown at one scale."
            : "There is no single model, so test-time scaling is left out.");
        Missing(folders.Keys.Any(name => name.StartsWith(Fusor + "-", StringComparison.Ordinal) && name != LabelFreeFusor), "There is no fusor of another size, so that ablation is left out.");
        Missing(folders.ContainsKey(PromptOnly), "There is no prompt-only model, so that control is left out.");
        Missing(folders.ContainsKey(StudentBase), "There is no student base, so no students are trained.");
        if (!folders.ContainsKey(Reward))
        {
            notes.Add(folders.ContainsKey(Generalist)
                ? "There is no reward model; Best-of-N selects by the generalist's likelihood instead."
                : "There is no reward model, so Best-of-N is left out.");
        }

        return notes;

        void Missing(bool isThere, string note)
        {
            if (!isThere)
                notes.Add(note);
        }
    }
}
