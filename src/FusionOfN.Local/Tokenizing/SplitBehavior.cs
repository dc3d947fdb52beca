namespace FusionOfN.Local;

/// <summary>What becomes of a match when text is split, named as in <c>tokenizer.json</c>.</summary>
internal enum SplitBehavior
{
    Isolated,
    Removed,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
