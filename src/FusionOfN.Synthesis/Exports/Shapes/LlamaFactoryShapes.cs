using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>The data sets of LLaMA-Factory, with their entries in <c>dataset_info.json</c>. Source: <c>data/README.md</c> of that project.</summary>
internal static class LlamaFactoryShapes
{
    private const string NoTurns = "user and assistant do not take turns in it, which this format wants";

    public static ExportShape Alpaca { get; } = new("llama-factory-alpaca", ExportKind.Answer, "LLaMA-Factory: instruction and output", static (lines, item) => Alternating(lines, item, writer =>
    {
        Instruction(writer, item);
        writer.WriteString("output", item.Answer.Text);
        Rest(writer, item);
    }))
    {
        Registration = static writer => Columns(writer, null, ("prompt", "instruction"), ("query", "input"), ("response", "output"), ("system", "system"), ("history", "history")),
    };

    public static ExportShape AlpacaPairs { get; } = new("llama-factory-alpaca-pairs", ExportKind.Pair, "LLaMA-Factory: instruction, chosen and rejected", static (lines, item) => Alternating(lines, item, writer =>
    {
        Instruction(writer, item);
        writer.WriteString("chosen", item.Answer.Text);
        writer.WriteString("rejected", item.Rejected!.Text);
        Rest(writer, item);
    }))
    {
        Registration = static writer =>
        {
            writer.WriteBoolean("ranking", true);
            Columns(writer, null, ("prompt", "instruction"), ("query", "input"), ("chosen", "chosen"), ("rejected", "rejected"), ("system", "system"), ("history", "history"));
        },
    };

    public static ExportShape ShareGpt { get; } = new("llama-factory-sharegpt", ExportKind.Answer, "LLaMA-Factory: conversations with from and value", static (lines, item) => Alternating(lines, item, writer =>
    {
        Conversation(writer, item, item.Answer.Text);
        writer.WriteString("system", item.System);
    }))
    {
        Registration = static writer => Columns(writer, "sharegpt", ("messages", "conversations"), ("system", "system")),
    };

    public static ExportShape ShareGptPairs { get; } = new("llama-factory-sharegpt-pairs", ExportKind.Pair, "LLaMA-Factory: conversations, chosen and rejected", static (lines, item) => Alternating(lines, item, writer =>
    {
        Conversation(writer, item, null);
        writer.WritePropertyName("chosen");
        writer.Said("gpt", item.Answer.Text);
        writer.WritePropertyName("rejected");
        writer.Said("gpt", item.Rejected!.Text);
        writer.WriteString("system", item.System);
    }))
    {
        Registration = static writer =>
        {
            writer.WriteBoolean("ranking", true);
            Columns(writer, "sharegpt", ("messages", "conversations"), ("chosen", "chosen"), ("rejected", "rejected"), ("system", "system"));
        },
    };

    public static ExportShape OpenAi { get; } = new("llama-factory-openai", ExportKind.Answer, "LLaMA-Factory: messages", OpenAiShapes.Messages)
    {
        Registration = static writer =>
        {
            Columns(writer, "sharegpt", ("messages", "messages"));
            writer.WriteStartObject("tags");
            foreach (var (tag, value) in (ReadOnlySpan<(string, string)>)[("role_tag", "role"), ("content_tag", "content"), ("user_tag", "user"), ("assistant_tag", "assistant"), ("system_tag", "system")])
                writer.WriteString(tag, value);
            writer.WriteEndObject();
        },
    };

    private static void Alternating(ExportLines lines, ExportItem item, Action<Utf8JsonWriter> write)
    {
        if (item.Alternates)
            lines.Add(write);
        else
            lines.LeaveOut(NoTurns);
    }

    private static void Instruction(Utf8JsonWriter writer, ExportItem item)
    {
        writer.WriteString("instruction", item.Turns.Last().Text);
        writer.WriteString("input", "");
    }

    private static void Rest(Utf8JsonWriter writer, ExportItem item)
    {
        writer.WriteString("system", item.System);
        writer.WriteStartArray("history");
        foreach (var turn in item.Turns.SkipLast(1).Chunk(2))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(turn[0].Text);
            writer.WriteStringValue(turn[1].Text);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Conversation(Utf8JsonWriter writer, ExportItem item, string? answer)
    {
        writer.WriteStartArray("conversations");
        foreach (var message in item.Turns)
            writer.Said(message.Role == ChatRole.User ? "human" : "gpt", message.Text);
        if (answer is not null)
            writer.Said("gpt", answer);
        writer.WriteEndArray();
    }

    private static void Columns(Utf8JsonWriter writer, string? formatting, params ReadOnlySpan<(string Use, string Name)> columns)
    {
        if (formatting is not null)
            writer.WriteString("formatting", formatting);
        writer.WriteStartObject("columns");
        foreach (var (use, name) in columns)
            writer.WriteString(use, name);
        writer.WriteEndObject();
    }
}
