namespace FusionOfN.Synthesis;

/// <summary>The files of Kiln, named as it names them.</summary>
internal static class KilnShapes
{
    public static ExportShape OpenAi { get; } = new("kiln-openai", ExportKind.Answer, "Kiln: openai_chat_jsonl", OpenAiShapes.Messages);

    public static ExportShape ChatTemplate { get; } = new("kiln-chat-template", ExportKind.Answer, "Kiln: huggingface_chat_template_jsonl",
        static (lines, item) => lines.Add(writer => writer.Conversation("conversations", item, item.Answer.Text)));
}
