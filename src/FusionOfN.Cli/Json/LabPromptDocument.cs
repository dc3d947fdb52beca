using FusionOfN.Lab;

namespace FusionOfN.Cli;

/// <summary>A prompt of the lab as <c>--json</c> prints it.</summary>
internal sealed record LabPromptDocument(string Prompt, string Gold, LabTask Task, string Language)
{
    public static LabPromptDocument From(LabItem item) => new(item.Prompt, item.Gold, item.Task, item.PromptLanguage.Code);
}
