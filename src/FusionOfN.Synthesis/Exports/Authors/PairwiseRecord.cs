using System.Text;
using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>One judged comparison, as the paper's authors published them: Best-of-N and fusion against the same opponent.</summary>
public sealed record PairwiseRecord
{
    internal const string CompletionSuffix = "_completion";

    /// <summary>The question; the same in every language.</summary>
    public required string QuestionId { get; init; }

    /// <summary>What was asked.</summary>
    public required string Prompt { get; init; }

    /// <summary>The language.</summary>
    public required string LanguageCode { get; init; }

    /// <summary>How Best-of-N did against the opponent.</summary>
    public required PairwiseVerdict BestOfN { get; init; }

    /// <summary>How fusion did against the opponent.</summary>
    public required PairwiseVerdict Fusion { get; init; }

    /// <summary>The answer of Best-of-N.</summary>
    public required string BestOfNCompletion { get; init; }

    /// <summary>The answer of fusion.</summary>
    public required string FusionCompletion { get; init; }

    /// <summary>The opponent as the column names it, for example <c>gemini_2_5_pro</c>; null when there is none.</summary>
    public string? Opponent { get; init; }

    /// <summary>The opponent's answer.</summary>
    public string? OpponentCompletion { get; init; }

    /// <summary>The judge.</summary>
    public required string JudgeModelName { get; init; }

    /// <summary>Whether these are the columns of such records.</summary>
    internal static bool IsOne(IReadOnlyList<string> columns) => columns.Contains("judge_model_name") && columns.Contains("fusion_completion") && columns.Contains("bon_completion");

    /// <summary>The record as its authors write it, on one line without an end.</summary>
    public string ToJson()
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, SynthJson.Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("question_id", QuestionId);
            writer.WriteString("prompt", Prompt);
            writer.WriteString("language_code", LanguageCode);
            writer.WriteString(AuthorShapes.BestOfN, WordOf(BestOfN));
            writer.WriteString(AuthorShapes.Fusion, WordOf(Fusion));
            writer.WriteString("bon_completion", BestOfNCompletion);
            writer.WriteString("fusion_completion", FusionCompletion);
            if (Opponent is not null)
                writer.WriteString(Opponent + CompletionSuffix, OpponentCompletion);
            writer.WriteString("judge_model_name", JudgeModelName);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static string WordOf(PairwiseVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
