using System.Globalization;
using FusionOfN.Evaluation;

namespace FusionOfN.Lab;

/// <summary>Students trained on selected and on fused data.</summary>
internal static class StudentSection
{
    public static void Write(ReportDocument document, LabResults results)
    {
        document.Heading("Synthetic data: students");
        if (!results.HasStudents)
        {
            document.Paragraph("No students were trained in this run.");
            return;
        }

        LabRunOptions options = results.Options;
        string pool = StudentExperiment.PoolName(options);
        document.Paragraph(string.Create(CultureInfo.InvariantCulture,
            $"The student base was fine-tuned on the answers to {options.StudentPrompts} prompts of the student split: once on those that the reward model chose of five teachers' candidates, once on those that the fusor wrote from the same candidates. {options.StudentSteps} steps each, seeds {string.Join(" and ", options.StudentSeeds)}; scores are means over the seeds, intervals are over prompts, not over seeds. Answers are greedy, to the same test prompts as above."));
        string[] methods = [StudentExperiment.Base, StudentExperiment.TrainedOn(LabMethods.BestOfN), StudentExperiment.TrainedOn(LabMethods.Fusion)];
        document.Table(["student", .. results.Columns.Select(column => column.Title)], methods.Select(method =>
            (IReadOnlyList<string>)[method, .. results.Columns.Select(column => Wording.Score(results.Measurements.Mean(pool, method, 0, column)))]));
        document.Table(["column", "fused data less BoN data", "verdict"], results.Columns.Select(column =>
            (IReadOnlyList<string>)[column.Title, Wording.Difference(Difference(results, column)), Wording.Of(Difference(results, column))]));
    }

    /// <summary>The student on fused data less the student on selected data.</summary>
    public static PairedDifference? Difference(LabResults results, TestColumn column)
    {
        string pool = StudentExperiment.PoolName(results.Options);
        return results.Measurements.Difference(
            (pool, StudentExperiment.TrainedOn(LabMethods.Fusion), 0), (pool, StudentExperiment.TrainedOn(LabMethods.BestOfN), 0), column);
    }
}
