namespace FusionOfN;

/// <summary>Reads the finish reasons of servers, for replies that were recorded elsewhere.</summary>
public static class FinishReasons
{
    /// <summary>How a reply with a text ended.</summary>
    /// <param name="reason">The reason in any server's word, for example <c>length</c> or <c>MAX_TOKENS</c>.</param>
    /// <returns>The state; <see cref="CallState.Ok"/> for a word that is not known.</returns>
    public static CallState StateOf(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return FinishWords.Find(reason) switch
        {
            FinishMeaning.Length => CallState.Truncated,
            FinishMeaning.ContentFilter => CallState.Refused,
            FinishMeaning.Interrupted => CallState.Failed,
            _ => CallState.Ok,
        };
    }
}
