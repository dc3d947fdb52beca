namespace FusionOfN.Lab;

/// <summary>What kind of item to draw from a generator.</summary>
internal sealed record LabDraw
{
    /// <summary>The split that the item must belong to.</summary>
    public required LabSplit Split { get; init; }

    /// <summary>
    /// The language. For translation: the one that is not English; the direction (out of or into English) is drawn at random,
    /// and English itself stands for any of the others, translated into English.
    /// </summary>
    public required LabLanguage Language { get; init; }

    /// <summary>Which entities and words the item may be about.</summary>
    /// <value>The default value is <see cref="LabEntities.Any"/>.</value>
    public LabEntities Entities { get; init; }

    /// <summary>
    /// The knowledge of the one who is to learn from the item: every part's key satisfies it. This is how a teacher gets its gaps.
    /// </summary>
    /// <value>The default value is <see langword="null"/>: everything.</value>
    public Func<string, bool>? Knows { get; init; }
}
