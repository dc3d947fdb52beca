using System.Globalization;

namespace FusionOfN.Lab;

/// <summary>What was run, by whom, and what speaks in fusion's favour before the first number.</summary>
internal static class HeaderSection
{
    public static void Write(ReportDocument document, LabResults results, IReadOnlyList<string> findings)
    {
        LabRunOptions options = results.Options;
        document.Heading("Fusion-of-N in miniature", level: 1);
        document.Paragraph(
            "Small language models answer prompts of a miniature world, and several ways to make one answer of N candidates are compared: taking one of them (Best-of-N and others) and writing a new one (FusioN). "
            + "Every candidate was sampled by a model in this process through the ordinary engine; nothing is canned. The experiment follows Khairi et al., \"Making, not Taking, the Best of N\" (arXiv 2510.00931), at a millionth of its size.");
        document.Command(options.Command);
        document.List(
        [
            string.Create(CultureInfo.InvariantCulture, $"{results.Items.Count} prompts of the {(options.Development ? "student" : "test")} split: {options.PerCell} for each task, language and kind of entities, asked in {string.Join(" ", options.Languages)}. No model was trained on them."),
            .. options.Development ? ["This is a development run, to choose between models: what was chosen by it has to be judged by a run on the test split."] : Array.Empty<string>(),
            string.Create(CultureInfo.InvariantCulture, $"Seed {options.Seed} for prompts, samples and resampling; candidates at temperature {options.Temperature}, fusors and single answers at 0."),
            "Scores in per cent: the share of right parts (facts), chrF (translation), right final number (reasoning). Averages give every language the same weight.",
            "In brackets: 95 % percentile intervals of a paired bootstrap (2,000 resamples) that draws whole prompts by their content. \"tie\" means that the interval of the difference includes zero; \"too few prompts\" stands where no interval is claimed. No correction is made for the number of comparisons: of twenty true ties, one reads as a difference. Where all prompts score 0 or all score 100, the interval collapses to a point: read it as 'too few prompts', not as certainty.",
            $"Every number of a run can be traced in its folder: {RunStore.ItemsFile}, {RunStore.CandidatesFile}, {RunStore.RewardsFile} and {RunStore.AnswersFile} hold every prompt, candidate, seed, reward, answer and score (the committed copy of this report comes without them: the same seed makes them anew); {ReportFiles.JsonFile} holds the figures.",
            .. options.Quick ? ["This is a quick run: few prompts, so the intervals are wide and single languages say little. The full run is the same command without --quick."] : Array.Empty<string>(),
        ]);

        document.Heading("What was found");
        document.List(findings);

        document.Heading("What favours fusion here");
        document.List(
        [
            "The world was made for it. The teachers' gaps are engineered: each fact and word is known to two or three of the five teachers, who fill their gaps with fluent inventions that rarely agree. Candidates that each hold other right parts, and wrong parts that scatter, are the best case for fusion; models that err alike leave it less to work with.",
            "Facts and translation have several parts, and a fusor can take each from another candidate. Reasoning has one final number and nothing to combine; it is here as the counter-example.",
            "The fusor was trained for this format and these tasks; the paper's fusor is a general model that is only prompted.",
            "Columns called novel are about countries and words that no supervised data of the fusor contains: only they prove that the candidates, not the fusor's memory, make the difference. Columns called seen mix both.",
            "What favours the other side: \"best member\" is chosen by its results on these very prompts, the oracle knows the right answer, and the reward model knows the whole world.",
        ]);

        document.Heading("Models");
        document.Table(["part", "model", "hash"], results.Cast.Everybody.Select(model => (IReadOnlyList<string>)[model.Part, model.Name, model.Fingerprint]));
        if (results.Cast.Reward is { } reward)
            document.Paragraph($"The reward model's number: {reward.About}.");
        document.List(results.Cast.Notes);
    }
}
