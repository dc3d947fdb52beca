namespace FusionOfN.Synthesis;

/// <summary>The files of OpenAI's fine-tuning. Source: its guide to supervised and to direct preference fine-tuning.</summary>
internal static class OpenAiShapes
{
    public static ExportShape Sft { get; } = new("openai-sft", ExportKind.Answer, "OpenAI: messages, for supervised fine-tuning", Messages) { TakesImages = true };

    public static ExportShape Dpo { get; } = new("openai-dpo", ExportKind.Pair, "OpenAI: input, preferred and non-preferred output", static (lines, item) => lines.Add(writer =>
    {
        writer.WriteStartObject("input");
        writer.Conversation("messages", item);
        writer.WriteEndObject();
        writer.AnswerList("preferred_output", item.Answer.Text);
        writer.AnswerList("non_preferred_output", item.Rejected!.Text);
    }))
    { TakesImages = true };

    /// <summary>The line that most trainers read: the conversation with its answer.</summary>
    public static void Messages(ExportLines lines, ExportItem item) => lines.Add(writer => writer.Conversation("messages", item, item.Answer.Text));
}
