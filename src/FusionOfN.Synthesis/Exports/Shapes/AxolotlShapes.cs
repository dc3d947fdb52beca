namespace FusionOfN.Synthesis;

/// <summary>The data sets of axolotl, <c>type: chat_template</c> and <c>type: chat_template.default</c>. Source: its documentation of dataset formats.</summary>
internal static class AxolotlShapes
{
    public static ExportShape Sft { get; } = new("axolotl-sft", ExportKind.Answer, "axolotl: messages, type chat_template", OpenAiShapes.Messages);

    public static ExportShape Dpo { get; } = new("axolotl-dpo", ExportKind.Pair, "axolotl: messages, chosen and rejected, type chat_template.default", static (lines, item) => lines.Add(writer =>
    {
        writer.Conversation("messages", item);
        writer.AnswerMessage("chosen", item.Answer.Text);
        writer.AnswerMessage("rejected", item.Rejected!.Text);
    }));
}
