using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Makes a data set of a job's records.</summary>
internal static class SynthExport
{
    private const string LastingHint = "The records are kept: 'fusion synth export' makes the data set again, with other settings.";

    /// <summary>What the command line, over what the job says, makes of the records.</summary>
    /// <exception cref="CliException">A test set cannot be read, or what was said leaves no row.</exception>
    public static async Task<ExportPlan> PlanAsync(CliHost host, SynthJobDocument job, SynthExportChoice choice, CancellationToken cancellationToken)
    {
        if (choice.MinCharacters > choice.MaxCharacters)
            throw CliException.BadInput($"--min-characters {choice.MinCharacters} is more than --max-characters {choice.MaxCharacters}: no answer is of such a length", "Give a smaller --min-characters.");
        return Plan(job, choice, await FiltersAsync(host, choice, cancellationToken));
    }

    private static ExportPlan Plan(SynthJobDocument job, SynthExportChoice choice, FilterPlan filters) => new()
    {
        Methods = job.Methods,
        Formats = choice.Formats ?? new ExportPlan { Methods = [] }.Formats,
        Splits = SplitsOf(choice),
        Pairs = new PairPlan { Margin = choice.Margin ?? 0, KeepsTies = choice.KeepsTies ?? false, MaxLengthDifference = choice.MaxLengthDifference },
        Filters = filters,
        IgnoresTerms = choice.IgnoresTerms ?? false,
        Card = new CardPlan
        {
            Name = choice.Name ?? "Fused data set",
            Recipe = [.. job.Recipe],
            Command = job.CardCommand,
            Terms = TermsOf(job, choice),
        },
    };

    /// <summary>Refuses what the terms of a model forbid, before anything is paid for it.</summary>
    /// <exception cref="CliException">They forbid it.</exception>
    public static void CheckTerms(ExportPlan plan)
    {
        try
        {
            _ = new DataSetExporter(plan);
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint);
        }
    }

    /// <summary>Writes the data set and says what is in it.</summary>
    /// <exception cref="CliException">The terms of a teacher forbid it, or the folder holds something else.</exception>
    public static async Task<DataSetReport> WriteAsync(JobLog log, ExportPlan plan, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await new DataSetExporter(plan).ExportAsync(SynthJob.ReadAsync(log, cancellationToken), folder, cancellationToken);
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint ?? LastingHint);
        }
        catch (FormatException exception)
        {
            throw CliException.BadInput(exception.Message, "The job was run with another version of fusion.");
        }
    }

    /// <summary>One line a method.</summary>
    public static void WriteSummary(CliHost host, DataSetReport report, string shownFolder)
    {
        foreach (MethodReport method in report.Methods)
        {
            string left = method.Removed.Count == 0 ? "" : $" · left out: {string.Join(", ", method.Removed.OrderByDescending(pair => pair.Value).Select(pair => $"{Figures.Count(pair.Value)} {pair.Key}"))}";
            string score = method.MeanScore is { } mean ? $" · mean score {mean.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture)}" : "";
            host.Error.WriteLine($"{method.Method}: {Figures.Of(method.Kept, "row")}{score}{left}");
        }

        // A format without a row is no file; whoever asked for it shall not have to look for it.
        foreach (FormatReport format in report.Formats.Where(format => format.Lines.Count == 0))
        {
            if (report.Methods.FirstOrDefault(method => method.Method == format.Method && method.Kept > 0) is { } method)
            {
                IReadOnlyDictionary<string, long> why = format.LeftOut.Count > 0 ? format.LeftOut : method.WithoutPair;
                host.Error.WriteLine($"{format.Format} of {method.Method}: no row: {string.Join(", ", why.Select(pair => $"{Figures.Count(pair.Value)} times {pair.Key}"))}");
            }
        }

        host.Error.WriteLine($"data set: {shownFolder} (README.md is its card, report.md says what was left out)");
    }

    /// <summary>A set without a row is nothing to train on, whatever is in its folder; says so.</summary>
    public static int ExitOf(CliHost host, DataSetReport report)
    {
        if (report.Methods.Any(method => method.Kept > 0))
            return ExitCode.Ok;
        host.Error.WriteLine(report.Items == 0
            ? "the data set has no row: no prompt has been answered"
            : "the data set has no row: every answer was left out; report.md says why, and --without NAMES switches filters off");
        return ExitCode.Failed;
    }

    private static SplitPlan SplitsOf(SynthExportChoice choice) => (choice.Test ?? 0) + (choice.Validation ?? 0) < 1
        ? new SplitPlan(choice.Test ?? 0, choice.Validation ?? 0)
        : throw CliException.BadInput("--test and --validation together leave nothing to train on", "Together they must be below 1.");

    private static IReadOnlyList<TeacherTerms> TermsOf(SynthJobDocument job, SynthExportChoice choice)
    {
        // What the command line says of a model wins over what fusion.yaml said when the job was run.
        Dictionary<string, string> terms = new(job.Terms ?? new Dictionary<string, string>());
        foreach ((string name, string licence) in choice.Terms ?? new Dictionary<string, string>())
        {
            terms[name] = job.Models.Contains(name) || name == CardPlan.Prompts
                ? licence
                : throw CliException.BadInput($"--terms: no answer of this job is from '{name}'", $"Its models are {string.Join(", ", job.Models)}; '{CardPlan.Prompts}' stands for the prompts.");
        }

        return [.. job.Models.Concat(terms.ContainsKey(CardPlan.Prompts) ? [CardPlan.Prompts] : []).Select(name => TeacherTerms.Read(name, terms.GetValueOrDefault(name)))];
    }

    private static async Task<FilterPlan> FiltersAsync(CliHost host, SynthExportChoice choice, CancellationToken cancellationToken)
    {
        FilterPlan all = new();
        List<TestSet> sets = [];
        foreach (string file in choice.Decontaminate ?? [])
            sets.Add(await ReadSetAsync(host, file, cancellationToken));
        return all with
        {
            Language = !choice.Without.Contains("language"),
            Refusal = !choice.Without.Contains("refusal"),
            Truncation = !choice.Without.Contains("truncation"),
            MaxRepetition = choice.Without.Contains("repetition") ? null : all.MaxRepetition,
            MaxFallback = choice.Without.Contains("fallback") ? null : all.MaxFallback,
            ExactDuplicates = !choice.Without.Contains("exact-duplicate"),
            MinCharacters = choice.MinCharacters,
            MaxCharacters = choice.MaxCharacters,
            MinScore = choice.MinScore,
            MinAgreement = choice.MinAgreement,
            NearDuplicates = choice.NearDuplicates,
            Degraded = choice.NoDegraded ?? false,
            Decontaminate = sets,
        };
    }

    // A test set is a file of prompts like any other. A row that cannot be read might be the one that leaks, so it is an error here.
    private static async Task<TestSet> ReadSetAsync(CliHost host, string file, CancellationToken cancellationToken)
    {
        try
        {
            await using PromptFile source = await PromptFile.OpenAsync(host.FullPath(file), file, cancellationToken: cancellationToken);
            List<string> texts = [];
            PromptProblem? problem = null;
            await foreach (PromptRow row in source.ReadAsync(found => problem ??= found, cancellationToken))
                texts.AddRange([row.Messages[^1].Text, .. row.References]);
            return problem is null
                ? new TestSet(Path.GetFileNameWithoutExtension(file), texts)
                : throw CliException.BadInput($"--decontaminate: {problem}", "Mend the row; a test set is compared whole or not at all.");
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput($"--decontaminate: {exception.Message}", exception.Hint);
        }
    }
}
