namespace FusionOfN.Lab;

/// <summary>The lab cannot do what it was asked to: a model is missing, or what it finds does not fit. The message says what, where, and how to mend it.</summary>
public sealed class LabException : Exception
{
    /// <summary>Creates the exception.</summary>
    public LabException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    public LabException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and how to mend it.</param>
    /// <param name="innerException">What led to it.</param>
    public LabException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static LabException For(string directory, string? name = null) =>
        new($"There is no {name ?? "fusor"} of the lab in {directory}. Make it with: fusion lab train{(name is null ? "" : $" --only {name}")}");
}
