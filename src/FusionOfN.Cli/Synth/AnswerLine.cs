using System.Text.Json;
using FusionOfN.Jobs;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>One line of the answers to a file of prompts.</summary>
internal sealed record AnswerLine
{
    public string? Id { get; init; }

    /// <summary>The answer; null when there is none.</summary>
    public string? Answer { get; init; }

    /// <summary>Why there is no answer.</summary>
    public string? Error { get; init; }

    /// <summary>The aggregator that made the answer of the candidates.</summary>
    public string? Aggregator { get; init; }

    /// <summary>The model that wrote the answer, or whose candidate was taken.</summary>
    public string? Model { get; init; }

    public FusionStatus? Status { get; init; }

    public bool? Degraded { get; init; }

    /// <summary>The prompt and, as its last message, the answer: what <c>fusion train</c> and other trainers read. Null when the prompt holds more than texts.</summary>
    public IReadOnlyList<MessageDocument>? Messages { get; init; }

    /// <summary>The row's other columns.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The line of an item that has ended.</summary>
    /// <exception cref="FormatException">The record was written by a later version.</exception>
    public static AnswerLine Of(ItemRow item)
    {
        SynthRow? row = item.Row.IsEmpty ? null : SynthJson.Read(item.Row.Span);
        AnswerLine line = new() { Id = row?.Id ?? item.Id, Metadata = row?.Metadata };
        if (row?.Answers is not [{ Failure: null } answer, ..])
            return line with { Error = row?.Answers is [{ Failure: { } failure }, ..] ? failure : item.Reason ?? "no model gave an answer" };
        return line with
        {
            Answer = answer.Text,
            Aggregator = answer.Method,
            Model = answer.Writer ?? (answer.Selected is { } index && index < row.Candidates.Count ? row.Candidates[index].Model : null),
            Status = answer.Status,
            Degraded = answer.Degraded,
            Messages = row.Images is null ? MessageDocument.Conversation(row.Prompt, answer.Text) : null,
        };
    }
}
