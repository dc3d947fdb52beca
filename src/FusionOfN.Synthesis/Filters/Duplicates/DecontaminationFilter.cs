using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Prompts or answers that a test set holds.</summary>
internal sealed class DecontaminationFilter(DecontaminationIndex index) : IAnswerFilter
{
    public string Name => $"decontamination:{index.Name}";

    public string? Reject(SynthRow row, SynthAnswer answer) =>
        row.Prompt.Where(message => message.Role == ChatRole.User).Select(message => index.Find(message.Text)).FirstOrDefault(found => found is not null) is { } prompt ? $"prompt: {prompt}"
        : index.Find(answer.Text) is { } said ? $"answer: {said}"
        : null;
}
