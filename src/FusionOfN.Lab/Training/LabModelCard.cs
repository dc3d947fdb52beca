using System.Globalization;
using System.Text;
using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>Writes the card of a model: what it is, what it learned from, and the command that made it.</summary>
internal static class LabModelCard
{
    public static string Write(LabModelPlan plan, DecoderConfig config, IReadOnlyList<LabPhaseRecord> records, double scale)
    {
        StringBuilder card = new();
        card.Append(CultureInfo.InvariantCulture, $"""
            # {plan.Name}

            {plan.About}

            A model of the FusionOfN lab, a miniature world of three kinds of tasks in eleven languages. It knows nothing else: asked about anything outside
            that world, it answers nonsense.

            - Shape: {config.ParameterCount:N0} weights, {config.Layers} blocks of width {config.HiddenSize}, vocabulary of {config.VocabularySize:N0}; matrices are stored as 16-bit floats.
            - Made by: `{Command(plan, scale)}`, from {(plan.Base is null ? "random weights" : $"`{plan.Base}`")}, seed {plan.Seed}.
            - Text: written by the templates of the lab; it holds no text from elsewhere.

            | phase | steps | tokens | highest learning rate | last loss | hash of the first 1,000 examples |
            | --- | ---: | ---: | ---: | ---: | --- |

            """);
        foreach (LabPhaseRecord record in records)
        {
            double loss = record.Result.Curve.Count > 0 ? record.Result.Curve[^1].Loss : double.NaN;
            card.Append(
                CultureInfo.InvariantCulture,
                $"| {record.Name} | {record.Result.Steps:N0} | {record.Result.Tokens:N0} | {record.LearningRate} | {loss:0.000} | `{record.DataHash}` |\n");
        }

        card.Append("\n![The loss of each phase](curve.svg)\n");
        return card.ToString();
    }

    // Only what changes the model: folders and workers do not.
    private static string Command(LabModelPlan plan, double scale) => string.Create(
        CultureInfo.InvariantCulture, $"fusion lab train --only {plan.Name}{(scale == 1 ? "" : $" --scale {scale}")}");
}
