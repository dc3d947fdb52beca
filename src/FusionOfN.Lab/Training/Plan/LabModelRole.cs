namespace FusionOfN.Lab;

/// <summary>What a model of the lab is for.</summary>
internal enum LabModelRole
{
    /// <summary>Knows the whole world: what the others branch off, and what the reward model starts from.</summary>
    Generalist,

    /// <summary>Samples candidates: fluent, with gaps of its own.</summary>
    Teacher,

    /// <summary>Writes one answer from a prompt and its candidates.</summary>
    Fusor,

    /// <summary>Samples all candidates by itself, for test-time scaling.</summary>
    Sampler,

    /// <summary>Scores candidates.</summary>
    Reward,

    /// <summary>Knows little: what students are made from.</summary>
    Student,
}
