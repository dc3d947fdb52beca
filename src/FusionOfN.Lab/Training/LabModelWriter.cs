using System.Text.Json;
using FusionOfN.Local;
using FusionOfN.Training;

namespace FusionOfN.Lab;

/// <summary>Writes a finished model in the layout that the local engine loads, with its card, its loss curve and the record of its training.</summary>
internal static class LabModelWriter
{
    private const double TeacherTemperature = 0.7;
    private const int LongestAnswer = 128;

    // The contributed operator, which appends to the cache in place, takes heads of such a width only.
    private const int GroupedHeadSize = 16;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    public static void Write(
        string directory, LabModelPlan plan, DecoderWeights weights, string tokenizerJson, IReadOnlyList<LabPhaseRecord> records, double scale)
    {
        ModelExporter.Write(directory, weights, tokenizerJson, new()
        {
            EndToken = LabFormat.End,
            PaddingToken = LabFormat.Padding,

            // A fusor writes what it finds most likely; the others are there to be sampled.
            Temperature = plan.Role is LabModelRole.Fusor or LabModelRole.Reward ? 0 : TeacherTemperature,
            MaxNewTokens = LongestAnswer,
            Graph = new() { Form = weights.Config.HeadSize % GroupedHeadSize == 0 ? DecoderGraphForm.GroupQueryAttention : DecoderGraphForm.Standard },
            ModelCard = LabModelCard.Write(plan, weights.Config, records, scale),
        });
        File.WriteAllText(Path.Combine(directory, "training.json"), JsonSerializer.Serialize(records, Readable) + "\n");
        File.WriteAllText(Path.Combine(directory, "curve.svg"), LossChart.Svg(plan.Name, [.. records.Select(record => (record.Name, record.Result.Curve))]));
    }
}
