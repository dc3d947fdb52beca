namespace FusionOfN;

/// <summary>A fusor's reply, read: the answer, how it was found, and the comparison that stood before it.</summary>
/// <param name="Answer">The answer without its marks; null when the reply holds none.</param>
/// <param name="Level"><see cref="FallbackLevel.Marked"/> or <see cref="FallbackLevel.LastSection"/>; null when there is no answer.</param>
/// <param name="Comparison">The fusor's comparison of the candidates, if it wrote one.</param>
public sealed record FusorReply(string? Answer, FallbackLevel? Level, string? Comparison)
{
    /// <summary>Whether the answer was opened by its mark and not closed: the reply ends inside of it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Reads a whole reply.</summary>
    /// <param name="reply">The fusor's text.</param>
    /// <param name="wholeReply">Whether the whole reply is the answer, as with a bare format without marks. The default is false.</param>
    /// <remarks>Gives what <see cref="FusorReplyStream"/> gives for the same text in pieces.</remarks>
    public static FusorReply Parse(string reply, bool wholeReply = false)
    {
        FusorReplyStream stream = new(wholeReply);
        stream.Append(reply);
        stream.Complete(out var result);
        return result;
    }
}
