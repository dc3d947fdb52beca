using System.ComponentModel;

namespace FusionOfN.Configuration;

[Description("The model that scores or compares candidates. May be written as the model's name alone.")]
[Shorthand(nameof(Model))]
internal sealed record JudgeSettings
{
    [Description("The model, named as in a panel.")]
    [RefersTo(ReferenceKind.Model)]
    public required string? Model { get; init; }

    [Description("Models to ask in turn when a call to it, or to the analyst, fails.")]
    [RefersTo(ReferenceKind.Model)]
    public IReadOnlyList<string>? Fallbacks { get; init; }

    [Description("What a good answer is, in words: for the judge, the analyst and the fusor with its standard prompt. When absent: a general rubric.")]
    [InsteadOf("rubric", "prompt")]
    public string? Criteria { get; init; }
}
