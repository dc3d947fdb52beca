using System.ComponentModel;

namespace FusionOfN.Providers;

[Description("The model that scores or compares candidates. May be written as the model's name alone.")]
[Shorthand(nameof(Model))]
internal sealed record JudgeSettings
{
    [Description("The model, named as in a panel.")]
    [RefersTo(ReferenceKind.Model)]
    public required string? Model { get; init; }

    [Description("What a good answer is, in words. When absent: a general rubric.")]
    [InsteadOf("rubric", "prompt")]
    public string? Criteria { get; init; }
}
