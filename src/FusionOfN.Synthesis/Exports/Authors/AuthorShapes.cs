using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>The record in which the paper's authors published their synthetic sets (<c>CohereLabs/fusion-synth-data-*</c>), so that ours can be laid beside theirs.</summary>
/// <remarks>What stands inside the objects of single teachers is not published; ours hold <c>completion</c> and <c>score</c> like the others.</remarks>
internal static class AuthorShapes
{
    public const string BestOfN = "BoN";
    public const string Fusion = "Fusion";

    public static ExportShape Synthetic { get; } = new("authors", ExportKind.Item, "the paper authors' record: prompt, BoN, Fusion and every teacher", static (lines, item) =>
    {
        if (item.Row.Prompt.Count != 1)
        {
            lines.LeaveOut("it has more than one message, and this format holds one text");
            return;
        }

        lines.Add(writer => Write(writer, item.Row));
    });

    private static void Write(Utf8JsonWriter writer, SynthRow row)
    {
        writer.WriteString("prompt", row.Prompt[0].Text);
        writer.WriteString("language_code", row.Language);
        writer.WriteString("input_hash", row.Key);
        var teachers = string.Join(',', row.Candidates.Select(candidate => candidate.Model).Distinct());
        WriteMethod(writer, BestOfN, row.AnswerOf(AggregatorNames.BestOfN), teachers);
        WriteMethod(writer, Fusion, row.AnswerOf(AggregatorNames.Fusion), teachers);
        foreach (var candidate in row.Candidates.Where(candidate => candidate.IsUsable).DistinctBy(candidate => candidate.Model))
        {
            writer.WriteStartObject(candidate.Model);
            writer.WriteString("completion", candidate.Text);
            WriteScore(writer, candidate.Score);
            writer.WriteEndObject();
        }
    }

    private static void WriteMethod(Utf8JsonWriter writer, string name, SynthAnswer? answer, string teachers)
    {
        if (answer is null || answer.Text.Length == 0)
            return;
        writer.WriteStartObject(name);
        writer.WriteString("completion", answer.Text);
        WriteScore(writer, answer.Score);
        writer.WriteString("selection_method", name);
        writer.WriteString("teachers", teachers);
        writer.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter writer, double? score)
    {
        if (score is { } value)
            writer.WriteNumber("score", value);
        else
            writer.WriteNull("score");
    }
}
