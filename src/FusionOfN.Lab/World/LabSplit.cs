namespace FusionOfN.Lab;

/// <summary>Who may see a prompt of the miniature world. A prompt belongs to exactly one split, by the hash of its content.</summary>
public enum LabSplit
{
    /// <summary>Held out: for measurement and demonstration only.</summary>
    Test,

    /// <summary>Supervised training of fusors and reward models.</summary>
    Fusor,

    /// <summary>Prompts that student training sets are made from.</summary>
    Student,

    /// <summary>Pre-training of teachers, single models, the generalist and the student base.</summary>
    Teacher,
}
