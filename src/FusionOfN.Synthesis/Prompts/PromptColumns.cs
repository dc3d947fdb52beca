namespace FusionOfN.Synthesis;

/// <summary>Which column of a file is used for what. What nobody named is guessed from the columns' names.</summary>
public sealed class PromptColumns
{
    // In the order of preference.
    private static readonly Dictionary<PromptColumn, string[]> Known = new()
    {
        [PromptColumn.Messages] = ["messages", "conversations", "conversation", "chat"],
        [PromptColumn.Prompt] = ["prompt", "question", "instruction", "query", "problem", "user", "source", "text", "input"],
        [PromptColumn.Input] = ["input", "context"],
        [PromptColumn.System] = ["system", "system_prompt"],
        [PromptColumn.Id] = ["id", "custom_id", "uid", "question_id", "prompt_id", "_id"],
        [PromptColumn.Language] = ["language", "lang", "language_code", "locale"],
        [PromptColumn.References] = ["references", "reference", "gold", "target", "answer", "completion", "output", "response"],
        [PromptColumn.Images] = ["images", "image", "image_url", "image_path"],
    };

    // The other names of prompts are also those of anything else, such as where a row is from.
    private static readonly string[] SurePrompts = ["prompt", "question", "instruction", "query"];

    private readonly Dictionary<PromptColumn, string> _names;
    private readonly HashSet<string> _used;
    private readonly bool _isGuessed;

    private PromptColumns(Dictionary<PromptColumn, string> names, bool isGuessed)
    {
        _names = names;
        _used = [.. names.Values];
        _isGuessed = isGuessed;
    }

    /// <summary>The columns in use, by what they are used for.</summary>
    public IReadOnlyDictionary<PromptColumn, string> Names => _names;

    /// <summary>The name of the column that is used for something; null when there is none.</summary>
    /// <param name="column">What it is used for.</param>
    public string? this[PromptColumn column] => _names.GetValueOrDefault(column);

    /// <summary>Whether a column is used for something, so that it is no metadata.</summary>
    /// <param name="name">The column's name.</param>
    public bool Uses(string name) => _used.Contains(name);

    /// <summary>
    /// Where a row has its prompt that has none where the file's prompts are: files are put together of several, and rows of theirs hold a conversation or a
    /// text. Null when there is no such column, or a person said where prompts are.
    /// </summary>
    /// <param name="fields">The columns of the row that hold something.</param>
    internal string? FindInstead(IReadOnlyList<string> fields) => !_isGuessed ? null
        : Known[PromptColumn.Messages].Concat(SurePrompts)
            .Select(name => fields.FirstOrDefault(field => Folded(field) == name && !_used.Contains(field))).FirstOrDefault(field => field is not null);

    /// <summary>Decides which column is used for what.</summary>
    /// <param name="columns">The columns of the file, in their order.</param>
    /// <param name="chosen">What a person said; it wins over every guess.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="SynthesisException">A column that was named is not there, or no column holds prompts.</exception>
    public static PromptColumns Decide(IReadOnlyList<string> columns, IReadOnlyDictionary<PromptColumn, string> chosen, string source)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(chosen);
        Dictionary<PromptColumn, string> names = [];
        HashSet<string> taken = [.. chosen.Values];
        foreach (var (column, name) in chosen)
            names[column] = columns.Contains(name, StringComparer.Ordinal) ? name : throw Missing(name, column, columns, source);

        foreach (var (column, known) in Known)
        {
            if (names.ContainsKey(column) || !IsWanted(column, names))
                continue;
            if (known.Select(name => columns.FirstOrDefault(given => Folded(given) == name && !taken.Contains(given))).OfType<string>().FirstOrDefault() is { } found)
            {
                names[column] = found;
                taken.Add(found);
            }
        }

        if (!names.ContainsKey(PromptColumn.Messages) && !names.ContainsKey(PromptColumn.Prompt))
        {
            if (columns.Except(taken).ToArray() is not [var only])
                throw NoPrompt(columns, source);
            names[PromptColumn.Prompt] = only;
        }

        return new PromptColumns(names, isGuessed: !chosen.ContainsKey(PromptColumn.Messages) && !chosen.ContainsKey(PromptColumn.Prompt));
    }

    /// <summary>One line that says which column is what.</summary>
    public override string ToString() => string.Join(", ", _names.OrderBy(pair => pair.Key).Select(pair => $"{WordOf(pair.Key)} = {pair.Value}"));

    /// <summary>What a use of a column is called on the command line.</summary>
    /// <param name="column">What it is used for.</param>
    public static string WordOf(PromptColumn column) => column.ToString().ToLowerInvariant();

    // A conversation holds its prompt; another text column beside it is a copy for people to read. Only an instruction has an input of its own.
    private static bool IsWanted(PromptColumn column, Dictionary<PromptColumn, string> names) => column switch
    {
        PromptColumn.Prompt => !names.ContainsKey(PromptColumn.Messages),
        PromptColumn.Input => names.TryGetValue(PromptColumn.Prompt, out var prompt) && Folded(prompt) is "instruction" or "question" or "prompt",
        _ => true,
    };

    private static string Folded(string name) => name.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static SynthesisException Missing(string name, PromptColumn column, IReadOnlyList<string> columns, string source) =>
        new($"{source} has no column '{name}' for {WordOf(column)}", $"Its columns are {Listed(columns)}.");

    private static SynthesisException NoPrompt(IReadOnlyList<string> columns, string source) => new(
        $"it cannot be told which column of {source} holds the prompts; its columns are {Listed(columns)}",
        "Say it: --column prompt=NAME for texts, --column messages=NAME for conversations.");

    private static string Listed(IReadOnlyList<string> columns) =>
        columns.Count == 0 ? "none" : string.Join(", ", columns.Take(20).Select(name => $"'{name}'")) + (columns.Count > 20 ? ", …" : "");
}
