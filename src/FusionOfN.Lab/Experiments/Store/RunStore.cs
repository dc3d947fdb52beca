using System.Globalization;
using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Lab;

/// <summary>The files of a run: what was asked, sampled, rewarded and answered.</summary>
internal sealed class RunStore : IAsyncDisposable
{
    public const string ItemsFile = "items.jsonl";
    public const string CandidatesFile = "candidates.jsonl";
    public const string RewardsFile = "rewards.jsonl";
    public const string AnswersFile = "answers.jsonl";
    public const string IdentityFile = "run.json";

    private readonly List<IAsyncDisposable> _open = [];

    private RunStore()
    {
    }

    public JsonLinesStore<ItemRow> Items { get; private set; } = null!;

    public JsonLinesStore<CandidateRow> Candidates { get; private set; } = null!;

    public JsonLinesStore<RewardRow> Rewards { get; private set; } = null!;

    public JsonLinesStore<AnswerRow> Answers { get; private set; } = null!;

    /// <summary>Opens the files of a run, and refuses those of another one.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="identity">What every row depends on: seeds, temperature and the hash of every model.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LabException">The folder holds a run with other models or seeds, or cannot be read.</exception>
    public static async Task<RunStore> OpenAsync(string directory, JobIdentity identity, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        Claim(directory, identity);
        RunStore store = new();
        try
        {
            store.Items = await OpenAsync<ItemRow>(ItemsFile, row => row.Item).ConfigureAwait(false);
            store.Candidates = await OpenAsync<CandidateRow>(CandidatesFile, row => CandidateRow.KeyOf(row.Item, row.Pool, row.Member, row.Sample)).ConfigureAwait(false);
            store.Rewards = await OpenAsync<RewardRow>(RewardsFile, row => CandidateRow.KeyOf(row.Item, row.Pool, row.Member, row.Sample)).ConfigureAwait(false);
            store.Answers = await OpenAsync<AnswerRow>(AnswersFile, row => row.Key).ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        async Task<JsonLinesStore<T>> OpenAsync<T>(string file, Func<T, string> key)
            where T : class
        {
            var opened = await JsonLinesStore<T>.OpenAsync(Path.Combine(directory, file), key, cancellationToken).ConfigureAwait(false);
            store._open.Add(opened);
            return opened;
        }
    }

    /// <summary>Finds a candidate by its label.</summary>
    public CandidateRow? FindCandidate(string pool, string item, string label)
    {
        int mark = label.LastIndexOf('#');
        return Candidates.Find(CandidateRow.KeyOf(item, pool, label[..mark], int.Parse(label[(mark + 1)..], CultureInfo.InvariantCulture)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _open)
            await file.DisposeAsync().ConfigureAwait(false);
    }

    private static void Claim(string directory, JobIdentity identity)
    {
        string path = Path.Combine(directory, IdentityFile);
        var found = ReadIdentity(path);

        // A fusor to compare with that has joined since has no rows yet, and changes none that are there.
        string[] differing =
        [
            .. JobIdentity.Differences(identity.Settings, found ?? identity.Settings)
                .Where(name => found!.ContainsKey(name) || !name.StartsWith(LabCast.OtherFusorPart, StringComparison.Ordinal)),
        ];
        if (differing.Length > 0)
        {
            throw new LabException(
                $"The folder {directory} holds a run with another {string.Join(", ", differing)}. Choose another folder with --out, or delete this one.");
        }

        if (found is not null && found.Count >= identity.Settings.Count)
            return;
        string whole = $"{path}.new";
        File.WriteAllText(whole, JsonSerializer.Serialize(identity.Settings, LabJson.Indented));
        File.Move(whole, path, overwrite: true);
    }

    private static Dictionary<string, string>? ReadIdentity(string path)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path), LabJson.Line) is { Count: > 0 } found ? found : null;
        }
        catch (JsonException exception)
        {
            throw new LabException($"{path} is no description of a lab run: {JsonMistake.Describe(exception)}. Choose another folder with --out, or delete this one.", exception);
        }
    }
}
