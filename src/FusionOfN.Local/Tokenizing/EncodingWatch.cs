namespace FusionOfN.Local;

/// <summary>Ends the work on a text that is too long to be read, or that nobody waits for any more.</summary>
/// <param name="MaxTokens">The most tokens that are of use.</param>
/// <param name="Cancellation">Cancelled when nobody waits.</param>
internal readonly record struct EncodingWatch(int MaxTokens, CancellationToken Cancellation)
{
    /// <summary>Every text is read to its end.</summary>
    public static EncodingWatch None => new(int.MaxValue, CancellationToken.None);

    /// <param name="tokens">The tokens that there are at least.</param>
    /// <exception cref="TooManyTokensException">There are more than are of use.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public void Check(long tokens)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (tokens > MaxTokens)
            throw new TooManyTokensException();
    }
}

/// <summary>A text has more tokens than are of use. Never leaves this project.</summary>
internal sealed class TooManyTokensException : Exception;
