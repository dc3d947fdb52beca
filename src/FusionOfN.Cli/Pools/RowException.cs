namespace FusionOfN.Cli;

/// <summary>A value in an input file that cannot be used: which field, and why.</summary>
internal sealed class RowException : Exception
{
    public RowException(string field, string problem)
        : base($"{field} {problem}")
    {
    }
}
