namespace FusionOfN;

/// <summary>
/// Takes the whole text as the answer, trimmed and with each run of whitespace made one space; accents composed (NFC), quotes straight, invisible characters
/// left out.
/// </summary>
public sealed class ExactTextAnswerExtractor : IAnswerExtractor
{
    /// <summary>Creates an extractor.</summary>
    /// <param name="ignoreCase">Whether texts that differ only in case are the same answer. The default is false.</param>
    public ExactTextAnswerExtractor(bool ignoreCase = false) => IgnoreCase = ignoreCase;

    /// <summary>Whether texts that differ only in case are the same answer.</summary>
    public bool IgnoreCase { get; }

    /// <inheritdoc />
    public string Name => "exact";

    /// <inheritdoc />
    public string? Extract(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var collapsed = CanonicalText.CollapseWhitespace(CanonicalText.Plain(text));
        if (collapsed.Length == 0)
            return null;
        return IgnoreCase ? collapsed.ToLowerInvariant() : collapsed;
    }
}
