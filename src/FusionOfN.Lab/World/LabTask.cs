namespace FusionOfN.Lab;

/// <summary>The kinds of task of the miniature world.</summary>
public enum LabTask
{
    /// <summary>Several facts about one real country, one sentence each.</summary>
    Facts,

    /// <summary>One sentence from English into another language, or back.</summary>
    Translation,

    /// <summary>A short word problem with worked steps and one final number.</summary>
    Reasoning,
}
