using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Reads the two records in which the paper's authors published their sets.</summary>
public static class AuthorRecordReader
{
    private static readonly string[] OwnFields = ["prompt", "language_code", "input_hash", AuthorShapes.BestOfN, AuthorShapes.Fusion];

    /// <summary>Reads a line of a synthetic set (<c>CohereLabs/fusion-synth-data-*</c>).</summary>
    /// <param name="position">Its place in the file, from 0.</param>
    /// <param name="line">The line.</param>
    /// <exception cref="RowException">It is no such record.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static SynthRow ReadSynthetic(long position, string line)
    {
        using var document = JsonDocument.Parse(WellFormedText.OfJson(line));
        var root = document.RootElement;
        var prompt = RequiredText(root, "prompt");
        var hash = OptionalText(root, "input_hash") ?? ContentKey(prompt);
        List<SynthCandidate> candidates = [];
        foreach (var field in root.EnumerateObject().Where(field => !OwnFields.Contains(field.Name) && field.Value.ValueKind == JsonValueKind.Object))
        {
            if (OptionalText(field.Value, "completion") is { } text)
                candidates.Add(new SynthCandidate(field.Name, 0, CallState.Ok, text) { Score = Score(field.Value) });
        }

        return new SynthRow
        {
            Position = position,
            Id = hash,
            Key = hash,
            Language = OptionalText(root, "language_code"),
            Prompt = [new ChatMessage(ChatRole.User, prompt)],
            Candidates = candidates,
            Answers = [.. new[] { Answer(root, AuthorShapes.Fusion, AggregatorNames.Fusion), Answer(root, AuthorShapes.BestOfN, AggregatorNames.BestOfN) }.OfType<SynthAnswer>()],
        };
    }

    /// <summary>Reads a line of a pairwise set (<c>CohereLabs/fusion-pairwise-evals-*</c>). Its licence forbids to train on it.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="RowException">It is no such record.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static PairwiseRecord ReadPairwise(string line)
    {
        using var document = JsonDocument.Parse(WellFormedText.OfJson(line));
        var root = document.RootElement;
        var opponent = root.EnumerateObject().Select(field => field.Name)
            .FirstOrDefault(name => name.EndsWith(PairwiseRecord.CompletionSuffix, StringComparison.Ordinal) && name is not ("bon_completion" or "fusion_completion"));
        return new PairwiseRecord
        {
            QuestionId = RequiredText(root, "question_id"),
            Prompt = RequiredText(root, "prompt"),
            LanguageCode = RequiredText(root, "language_code"),
            BestOfN = Verdict(root, AuthorShapes.BestOfN),
            Fusion = Verdict(root, AuthorShapes.Fusion),
            BestOfNCompletion = RequiredText(root, "bon_completion"),
            FusionCompletion = RequiredText(root, "fusion_completion"),
            Opponent = opponent is null ? null : opponent[..^PairwiseRecord.CompletionSuffix.Length],
            OpponentCompletion = opponent is null ? null : OptionalText(root, opponent),
            JudgeModelName = RequiredText(root, "judge_model_name"),
        };
    }

    private static SynthAnswer? Answer(JsonElement root, string name, string method) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object && OptionalText(value, "completion") is { } text
            ? new SynthAnswer(method, text) { Score = Score(value) }
            : null;

    private static double? Score(JsonElement value) =>
        value.TryGetProperty("score", out var score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : null;

    private static PairwiseVerdict Verdict(JsonElement root, string field) => RequiredText(root, field) switch
    {
        "win" => PairwiseVerdict.Win,
        "loss" => PairwiseVerdict.Loss,
        "tie" => PairwiseVerdict.Tie,
        var other => throw new RowException(field, $"is '{other}'; it must be win, loss or tie"),
    };

    private static string RequiredText(JsonElement root, string field) => OptionalText(root, field) ?? throw new RowException(field, "is missing");

    private static string? OptionalText(JsonElement root, string field)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(field, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static string ContentKey(string prompt) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(prompt)));
}
