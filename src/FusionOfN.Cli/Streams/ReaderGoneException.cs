namespace FusionOfN.Cli;

/// <summary>Whoever read the output has gone, as <c>head</c> does when it has seen enough.</summary>
internal sealed class ReaderGoneException : IOException
{
    public ReaderGoneException()
        : base("nobody reads the output any more")
    {
    }
}
