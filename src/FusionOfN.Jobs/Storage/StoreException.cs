namespace FusionOfN.Jobs;

/// <summary>The store does not work: what is wrong, where, and how to mend it. Never holds a password.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The driver's exception.</param>
    public StoreException(StoreFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>Creates an exception without a message of its own.</summary>
    public StoreException()
        : this(StoreFault.Other, "The store does not work.")
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public StoreException(string message)
        : this(StoreFault.Other, message)
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public StoreException(string message, Exception innerException)
        : this(StoreFault.Other, message, innerException)
    {
    }

    /// <summary>What kind of fault it is.</summary>
    public StoreFault Fault { get; }
}
