using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>How one model of the lab is made.</summary>
internal sealed record LabModelPlan
{
    /// <summary>The name of the model and of its directory.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required LabModelRole Role { get; init; }

    /// <summary>One sentence that says what it is, for its model card.</summary>
    public required string About { get; init; }

    /// <summary>The shape of the model, without the vocabulary's size.</summary>
    public required DecoderConfig Shape { get; init; }

    /// <summary>The model whose weights it starts from; <see langword="null"/> to start from random ones.</summary>
    public string? Base { get; init; }

    /// <summary>Whether the random weights that it starts from lean to copying.</summary>
    public bool StartsCopying { get; init; }

    /// <summary>Models that make its training data, and so have to be there first.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>What it learns, one phase after the other.</summary>
    public required IReadOnlyList<LabPhase> Phases { get; init; }

    /// <summary>Whether the model is a step on the way only and is not shipped.</summary>
    public bool IsIntermediate { get; init; }

    /// <summary>Seeds the first weights and the data.</summary>
    public required int Seed { get; init; }
}
