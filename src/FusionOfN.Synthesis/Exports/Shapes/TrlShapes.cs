namespace FusionOfN.Synthesis;

/// <summary>The data sets of TRL. Source: the pages on data set formats and on each trainer in its documentation.</summary>
internal static class TrlShapes
{
    public static ExportShape Sft { get; } = new("trl-sft", ExportKind.Answer, "TRL: prompt and completion, for SFTTrainer", static (lines, item) => lines.Add(writer =>
    {
        writer.Conversation("prompt", item);
        writer.AnswerList("completion", item.Answer.Text);
    }))
    { TakesImages = true };

    public static ExportShape Chat { get; } = new("trl-chat", ExportKind.Answer, "TRL: messages, for SFTTrainer", OpenAiShapes.Messages) { TakesImages = true };

    public static ExportShape Dpo { get; } = new("trl-dpo", ExportKind.Pair, "TRL: prompt, chosen and rejected, for DPOTrainer and ORPOTrainer", static (lines, item) => lines.Add(writer =>
    {
        writer.Conversation("prompt", item);
        writer.AnswerList("chosen", item.Answer.Text);
        writer.AnswerList("rejected", item.Rejected!.Text);
    }))
    { TakesImages = true };

    public static ExportShape Kto { get; } = new("trl-kto", ExportKind.Pair, "TRL: prompt, completion and label, for KTOTrainer", static (lines, item) =>
    {
        Add(item.Answer.Text, true);
        Add(item.Rejected!.Text, false);

        void Add(string answer, bool label) => lines.Add(writer =>
        {
            writer.Conversation("prompt", item);
            writer.AnswerList("completion", answer);
            writer.WriteBoolean("label", label);
        });
    })
    { TakesImages = true };
}
