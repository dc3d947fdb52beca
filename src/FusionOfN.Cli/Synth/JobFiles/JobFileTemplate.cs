using System.CommandLine;
using System.Text;

namespace FusionOfN.Cli;

/// <summary>The job file that <c>fusion synth init</c> writes: what a job mostly says, then every other key with what it is for.</summary>
internal static class JobFileTemplate
{
    private static readonly (string Title, (string Key, string? Value)[] Keys)[] Parts =
    [
        ("The prompts: JSON Lines, a JSON list, CSV, TSV or Parquet, also .gz and .zst, or a data set of the hub. Paths are told from this file.",
            [("prompts", "prompts.jsonl"), ("column", null), ("language", null), ("format", null), ("translate-to", null), ("translator", null)]),
        ("The teachers: a recipe of fusion.yaml, or models by name. Without either, fusion's own default.",
            [("config", null), ("recipe", null), ("models", null), ("n", null), ("temperature", null), ("top-p", null), ("max-tokens", null), ("seed", "1")]),
        ("The answers that are made of each prompt's candidates, all of the same ones.",
            [("answers", "[fusion, best-of-n]"), ("fusor", null), ("extractor", null)]),
        ("The most that the whole job may cost in US dollars. When it is spent, what is there is a data set, and a larger one goes on.",
            [("budget", "5")]),
        ("What is left out. Every row that is left out stands in removed.jsonl with the reason.",
            [("without", null), ("min-score", null), ("min-agreement", null), ("min-characters", null), ("max-characters", null), ("near-duplicates", null), ("no-degraded", null), ("decontaminate", null)]),
        ("The data set: its formats, splits and preference pairs, and what stands on its card.",
            [("formats", "[trl-sft, parquet]"), ("test", null), ("validation", null), ("margin", null), ("ties", null), ("max-length-difference", null), ("name", null), ("terms", null)]),
        ("The job's folder, and where calls that were paid are kept.",
            [("out", "synth"), ("store", null), ("concurrency", null), ("batch", null)]),
    ];

    private static readonly Dictionary<string, string> Examples = new()
    {
        ["column"] = "{prompt: question, language: lang}",
        ["language"] = "en",
        ["config"] = "fusion.yaml",
        ["translate-to"] = "[de, fr]",
        ["recipe"] = "default",
        ["models"] = "[one, two]",
        ["n"] = "5",
        ["pilot"] = "20",
        ["temperature"] = "0.7",
        ["budget"] = "5",
        ["terms"] = "{one: apache-2.0, two: no-training}",
        ["test"] = "0.02",
        ["near-duplicates"] = "0.8",
        ["decontaminate"] = "[mgsm.jsonl]",
        ["without"] = "[language]",
        ["concurrency"] = "64",
    };

    /// <summary>Writes it.</summary>
    public static string Write(JobFileTable table)
    {
        StringBuilder text = new();
        text.Append("# A job of 'fusion synth'. Every key is named like the option it stands for; what the command line says wins.\n");
        text.Append("#   fusion synth plan THIS-FILE     what it will take\n#   fusion synth run THIS-FILE      answers the prompts and makes the data set; run it again to go on\n");
        Dictionary<string, Option> options = table.Options.ToDictionary(JobFileTable.KeyOf);
        foreach (var (title, keys) in Parts)
        {
            text.Append("\n# ").Append(title).Append('\n');
            foreach (var (key, value) in keys)
                Append(text, key, value, options.GetValueOrDefault(key));
        }

        HashSet<string> shown = [.. Parts.SelectMany(part => part.Keys.Select(key => key.Key))];
        text.Append("\n# All other keys.\n");
        foreach (var (key, option) in options.Where(option => !shown.Contains(option.Key)))
            Append(text, key, null, option);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string key, string? value, Option? option)
    {
        if (value is null && option is null)
            return;
        string line = value is not null ? $"{key}: {value}" : $"# {key}: {Examples.GetValueOrDefault(key) ?? (option is Option<bool> ? "true" : $"<{option!.HelpName ?? "value"}>")}";
        text.Append(line);
        if (option?.Description is { } description)
            text.Append(' ', Math.Max(1, 40 - line.Length)).Append("# ").Append(description.ReplaceLineEndings(" "));
        text.Append('\n');
    }
}
