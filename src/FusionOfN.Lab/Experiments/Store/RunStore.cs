using System.Globalization;
using System.Text.Json;
using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>The files of a run: what was asked, sampled, rewarded and answered.</summary>
internal sealed class RunStore : IDisposable
{
    public const string ItemsFile = "items.jsonl";
    public const string CandidatesFile = "candidates.jsonl";
    public const string RewardsFile = "rewards.jsonl";
    public const string AnswersFile = "answers.jsonl";
    public const string IdentityFile = "run.json";

    private RunStore(string directory)
    {
        Items = new(Path.Combine(directory, ItemsFile), row => row.Item);
        Candidates = new(Path.Combine(directory, CandidatesFile), row => CandidateRow.KeyOf(row.Item, row.Pool, row.Member, row.Sample));
        Rewards = new(Path.Combine(directory, RewardsFile), row => CandidateRow.KeyOf(row.Item, row.Pool, row.Member, row.Sample));
        Answers = new(Path.Combine(directory, AnswersFile), row => row.Key);
    }

    public JsonLinesStore<ItemRow> Items { get; }

    public JsonLinesStore<CandidateRow> Candidates { get; }

    public JsonLinesStore<RewardRow> Rewards { get; }

    public JsonLinesStore<AnswerRow> Answers { get; }

    /// <summary>Opens the files of a run, and refuses those of another one.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="identity">What every row depends on: seeds, temperature and the hash of every model.</param>
    /// <exception cref="LabException">The folder holds a run with other models or seeds, or cannot be read.</exception>
    public static RunStore Open(string directory, IReadOnlyDictionary<string, string> identity)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, IdentityFile);
        SortedDictionary<string, string> own = new(identity.ToDictionary(), StringComparer.Ordinal);
        Dictionary<string, string> found = File.Exists(path) ? ReadIdentity(path) : [];

        // A fusor to compare with that has joined since has no rows yet, and changes none that are there.
        string[] differing =
        [
            .. own.Keys.Union(found.Keys)
                .Where(key => own.GetValueOrDefault(key) != found.GetValueOrDefault(key) && found.Count > 0)
                .Where(key => found.ContainsKey(key) || !key.StartsWith(LabCast.OtherFusorPart, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        if (differing.Length > 0)
        {
            throw new LabException(
                $"The folder {directory} holds a run with another {string.Join(", ", differing)}. Choose another folder with --out, or delete this one.");
        }

        if (found.Count < own.Count)
            File.WriteAllText(path, JsonSerializer.Serialize(own, LabJson.Indented));
        return new(directory);
    }

    /// <summary>Finds a candidate by its label.</summary>
    public CandidateRow? FindCandidate(string pool, string item, string label)
    {
        int mark = label.LastIndexOf('#');
        return Candidates.Find(CandidateRow.KeyOf(item, pool, label[..mark], int.Parse(label[(mark + 1)..], CultureInfo.InvariantCulture)));
    }

    private static Dictionary<string, string> ReadIdentity(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path), LabJson.Line) ?? [];
        }
        catch (JsonException exception)
        {
            throw new LabException($"{path} is no description of a lab run: {JsonMistake.Describe(exception)}. Choose another folder with --out, or delete this one.", exception);
        }
    }

    public void Dispose()
    {
        Items.Dispose();
        Candidates.Dispose();
        Rewards.Dispose();
        Answers.Dispose();
    }
}
