namespace FusionOfN;

/// <summary>A run ended without a usable answer. The message names what went wrong with each member.</summary>
public sealed class FusionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="receipt">The record of the run, when it got to its end.</param>
    public FusionException(string message, FusionReceipt? receipt)
        : base(message) => Receipt = receipt;

    /// <summary>The record of the run: every call and its failure. Null when the run broke off.</summary>
    public FusionReceipt? Receipt { get; }
}
