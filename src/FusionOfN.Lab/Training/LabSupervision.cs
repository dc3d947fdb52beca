namespace FusionOfN.Lab;

/// <summary>Where the target of a training example comes from.</summary>
internal enum LabSupervision
{
    /// <summary>The gold answer, for a model that answers prompts by itself.</summary>
    Gold,

    /// <summary>The gold answer, for a fusor or a reward model: seen entities of the fusor split only.</summary>
    FusorGold,

    /// <summary>Random content that does not answer the prompt: it teaches form and agreement, never knowledge.</summary>
    LabelFree,
}
