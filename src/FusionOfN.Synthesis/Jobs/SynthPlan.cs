using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>What a job does with each prompt.</summary>
public sealed record SynthPlan
{
    /// <summary>The teachers, and how they are sampled. Its panel is that of the job's calls.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The methods, in the order of the records: aggregators, <see cref="SynthMethods.RandomTeacher"/>, <see cref="SynthMethods.EachTeacher"/>.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>What every call is given unless its model says otherwise.</summary>
    /// <value>The default value is <see langword="null"/>: nothing.</value>
    public ChatOptions? Options { get; init; }

    /// <summary>What every answer is held to.</summary>
    /// <value>The default value is <see langword="null"/>: nothing.</value>
    public IAnswerCheck? AnswerCheck { get; init; }

    /// <summary>What the aggregators are made of. Its models are those of the job's calls.</summary>
    public required AggregatorParts Parts { get; init; }

    /// <summary>Scores every candidate and every written answer.</summary>
    /// <value>The default value is <see langword="null"/>: nothing is scored.</value>
    public IScorer? Scorer { get; init; }

    /// <summary>Into which languages prompts are translated before they are asked.</summary>
    /// <value>The default value is <see langword="null"/>: into none.</value>
    public TranslationPlan? Translation { get; init; }

    /// <summary>The folder that paths of pictures are told against.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>The methods as exports name them: each teacher by its own name.</summary>
    public IReadOnlyList<string> ExportedMethods => [.. Methods.SelectMany(method => method == SynthMethods.EachTeacher
        ? Recipe.Panel.Members.Select(member => SynthMethods.Teacher(member.Model.Name)).Distinct()
        : [method])];
}
