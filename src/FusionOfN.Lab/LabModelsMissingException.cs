namespace FusionOfN.Lab;

/// <summary>A model of the lab is not where it should be.</summary>
public sealed class LabModelsMissingException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LabModelsMissingException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing and how to get it.</param>
    public LabModelsMissingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is missing and how to get it.</param>
    /// <param name="innerException">What led to it.</param>
    public LabModelsMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static LabModelsMissingException For(string directory, string? name = null) =>
        new($"There is no {name ?? "fusor"} of the lab in {directory}. Make it with: fusion lab train{(name is null ? "" : $" --only {name}")}");
}
