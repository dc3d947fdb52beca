using System.CommandLine;
using FusionOfN.Evaluation;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion bench score</c>: metrics that need no model.</summary>
internal static class BenchScoreCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string[]> systems = new("files") { Description = "A file of each system: JSON Lines with hypothesis and references or, with --ref, plain text with a segment a line", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> references = new("--ref", "-r") { Description = "References in plain text, a segment a line; repeat it for several", HelpName = "file" };
        Option<string[]> metrics = new("--metric", "-m") { Description = $"Metrics, with commas: {string.Join(", ", BenchMetrics.Names)} [default: chrF2,chrF2++,BLEU]", HelpName = "names", CustomParser = NameList.Parse };
        Option<string> tokenizer = new("--tokenizer") { Description = $"How BLEU splits words: {string.Join(", ", BleuTokenizer.Names)}", HelpName = "name", DefaultValueFactory = _ => "13a" };
        Option<string?> smoothing = new("--smoothing") { Description = "What BLEU takes for n-grams without a match: exp, floor, add-k or none [default: exp]", HelpName = "method" };
        Option<double?> smoothingValue = new("--smoothing-value") { Description = "The value for floor [default: 0.1] or add-k [default: 1]", HelpName = "number" };
        Option<bool> effectiveOrder = new("--effective-order") { Description = "Let BLEU count only n-grams that a segment is long enough for: for single sentences" };
        Option<bool> lowercase = new("--lowercase") { Description = "Let case not count" };
        Option<bool> interval = new("--interval", "--bootstrap") { Description = $"Compute 95 % intervals by bootstrap however many segments there are [default: up to {BenchScoreRunner.MaxUnasked:N0}]" };
        Option<string?> baseline = new("--baseline") { Description = "The system that the others are compared with [default: the first file]", HelpName = "file" };
        Option<string?> paired = new("--paired") { Description = "Compare systems on the same segments: bs (paired bootstrap) or ar (approximate randomisation)", HelpName = "test" };
        Option<int?> resamples = new("--resamples") { Description = "Resamples of a bootstrap [default: 1000], or trials of ar [default: 10000]", HelpName = "count" };
        Option<long> seed = new("--seed") { Description = "Seeds the resampling, as numpy would", HelpName = "number", DefaultValueFactory = _ => (long)CorpusResampler.DefaultSeed };
        Option<bool> json = new("--json") { Description = "Print the scores as JSON" };

        metrics.CompletionSources.Add([.. BenchMetrics.Names]);
        metrics.Validators.Add(result =>
        {
            foreach (string typed in NameList.Split(result.Tokens).Where(typed => BenchMetrics.Find(typed) is null).Distinct())
                result.AddError(ClosedList.Refusal("--metric", typed, BenchMetrics.Names));
        });
        tokenizer.CompletionSources.Add([.. BleuTokenizer.Names]);
        tokenizer.Validators.Add(result =>
        {
            foreach (string typed in result.Tokens.Select(token => token.Value).Where(typed => !BleuTokenizer.Names.Contains(typed)))
                result.AddError(Refuse(typed));
        });
        smoothing.AcceptOnly("exp", "floor", "add-k", "none");
        paired.AcceptOnly("bs", "ar");
        smoothingValue.Validators.Add(NumberRange.Above(0));
        resamples.Validators.Add(NumberRange.Between(1, 1_000_000));
        seed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() < 0)
                result.AddError("--seed must be 0 or more.");
        });

        CliCommand command = new(
            "score",
            "Score texts against references by chrF, chrF++ and BLEU, as sacrebleu 2.6.0 does: same scores, signatures, intervals and p-values.",
            """fusion bench score answers.jsonl --metric chrF2,chrF2++,BLEU --tokenizer zh --json""",
            "# plain text, two references, two systems compared",
            "fusion bench score ours.txt --ref ref.a.txt --ref ref.b.txt --baseline theirs.txt --paired ar")
        {
            Notes =
            [
                "A row of JSON Lines: {\"hypothesis\": \"…\", \"references\": [\"…\", \"…\"]}; other fields are ignored.",
                "An empty line in a file of references stands for one that the segment does not have.",
                "A row for --metric mgsm: {\"response\": \"…\", \"target\": \"18\", \"language\": \"en\"}; question_id where languages share one.",
                "Files may be packed with gzip. Tests across several systems and metrics are corrected after Holm.",
            ],
        };
        command.Add(systems);
        foreach (Option option in (Option[])[references, metrics, tokenizer, smoothing, smoothingValue, effectiveOrder, lowercase, interval, baseline, paired, resamples, seed, json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            int files = (result.GetValue(systems)?.Length ?? 0) + (result.GetValue(baseline) is null ? 0 : 1);
            if (files == 0)
                result.AddError("name a file to score.");
            else if (files == 1 && (result.GetValue(paired) ?? result.GetValue(baseline)) is not null)
                result.AddError("a comparison needs two systems: name another file.");
            if (result.GetValue(metrics) is { } named && named.Any(name => BenchMetrics.Find(name) == BenchMetrics.Mgsm) && (named.Length > 1 || files != 1 || result.GetValue(references) is { Length: > 0 }))
                result.AddError("mgsm grades responses and goes alone: one file, no other metric and no --ref.");
        });
        command.SetAction((parse, cancellationToken) => (parse.GetValue(metrics) ?? []).Any(name => BenchMetrics.Find(name) == BenchMetrics.Mgsm)
            ? new BenchMgsmRunner(host, parse.GetRequiredValue(systems)[0], parse.GetValue(json)).RunAsync(cancellationToken)
            : new BenchScoreRunner(host, new()
            {
                Systems = [.. parse.GetValue(baseline) is { } first ? [first] : Array.Empty<string>(), .. parse.GetValue(systems) ?? []],
                References = parse.GetValue(references) ?? [],
                Metrics = parse.GetValue(metrics) is { Length: > 0 } named ? [.. named.Select(BenchMetrics.Find).OfType<string>().Distinct()] : BenchMetrics.OfTexts,
                Bleu = new()
                {
                    Tokenizer = parse.GetRequiredValue(tokenizer),
                    Smoothing = parse.GetValue(smoothing) switch { "floor" => BleuSmoothing.Floor, "add-k" => BleuSmoothing.AddK, "none" => BleuSmoothing.None, _ => BleuSmoothing.Exp },
                    SmoothingValue = parse.GetValue(smoothingValue),
                    EffectiveOrder = parse.GetValue(effectiveOrder),
                    Lowercase = parse.GetValue(lowercase),
                },
                Interval = parse.GetValue(interval),
                Test = (parse.GetValue(paired) ?? (parse.GetValue(baseline) is null ? null : "bs")) switch { "bs" => PairedTest.Bootstrap, "ar" => PairedTest.Randomization, _ => null },
                Resamples = parse.GetValue(resamples),
                Seed = parse.GetValue(seed),
                Json = parse.GetValue(json),
            }).RunAsync(cancellationToken));
        return command;
    }

    private static string Refuse(string typed) => typed switch
    {
        "ja-mecab" or "ko-mecab" => $"--tokenizer {typed} needs a dictionary of MeCab that is not there; for Japanese and Korean use --metric chrF2++, or --tokenizer char.",
        "spm" or "flores101" or "flores200" => $"--tokenizer {typed} needs a SentencePiece model that is not there; use --metric chrF2++.",
        _ => ClosedList.Refusal("--tokenizer", typed, BleuTokenizer.Names),
    };
}
