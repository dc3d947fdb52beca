namespace FusionOfN;

/// <summary>A run ended without a usable answer. The message names what went wrong with each member.</summary>
public sealed class FusionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="receipt">The record of the run, when it got to its end.</param>
    /// <param name="innerException">What the first client that failed threw; each other one is in the <see cref="CallFailure.Exception"/> of its call.</param>
    public FusionException(string message, FusionReceipt? receipt, Exception? innerException = null)
        : base(message, innerException) => Receipt = receipt;

    /// <summary>The record of the run: every call and its failure. Null when the run broke off.</summary>
    public FusionReceipt? Receipt { get; }
}
