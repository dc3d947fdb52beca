using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>A request that cannot be answered, as the client is told: an error of the OpenAI shape.</summary>
internal sealed class GatewayException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What is wrong, where, and how to mend it. Never a key, never a text of the conversation.</param>
    public GatewayException(int status, string message)
        : base(message) => Status = status;

    /// <summary>Creates an exception without a message of its own.</summary>
    public GatewayException()
        : this(500, "The request cannot be answered.")
    {
    }

    /// <summary>Creates an exception for a request that is wrong.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    public GatewayException(string message)
        : this(400, message)
    {
    }

    /// <summary>Creates an exception that has a cause.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="innerException">The cause; for the log, never for the client.</param>
    public GatewayException(string message, Exception innerException)
        : base(message, innerException) => Status = 400;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = 400;

    /// <summary>The error's <c>type</c>, such as <c>invalid_request_error</c>; null: by the status.</summary>
    public string? Type { get; init; }

    /// <summary>The error's <c>code</c>, such as <c>unknown_field</c>; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The JSON path of the field that is wrong, such as <c>fusion.quorum.min</c>; null when it is no single field.</summary>
    public string? Param { get; init; }

    /// <summary>Why there is no fused answer, one of <see cref="FailureReasons"/>; null for requests that never became a run.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Writes further fields of the error object, such as each member's reason; null when there are none.</summary>
    public Action<Utf8JsonWriter>? WriteDetails { get; init; }

    /// <summary>Seconds to wait before asking again, for 429 and 503.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether the same request would fail the same way again, so that clients are told not to send it.</summary>
    /// <value>The default value is that of the status: true for what is wrong with the request, false for the rest.</value>
    public bool IsFinal
    {
        get => field || Status is >= 400 and < 500 and not (408 or 409 or 429);
        init;
    }

    /// <summary>The same error of a field that the client has under another path.</summary>
    /// <param name="path">Its JSON path in the client's body.</param>
    public GatewayException At(string path) => path == Param || Param is null ? this
        : new GatewayException(Status, Message.StartsWith($"{Param}: ", StringComparison.Ordinal) ? path + Message[Param.Length..] : Message)
        {
            Type = Type,
            Code = Code,
            Param = path,
            FailureReason = FailureReason,
            WriteDetails = WriteDetails,
            RetryAfterSeconds = RetryAfterSeconds,
            IsFinal = IsFinal,
        };

    /// <summary>A fault of ours, as the client is told.</summary>
    public static GatewayException OfFault() => new(500, "The gateway failed; its log says why.") { FailureReason = FailureReasons.UnexpectedError };

    /// <summary>A field of the request that is wrong.</summary>
    /// <param name="path">Its JSON path.</param>
    /// <param name="message">What is wrong and how to mend it, without the path.</param>
    /// <param name="code">The error's code.</param>
    public static GatewayException BadField(string path, string message, string code = "invalid_value") =>
        new(400, $"{path}: {message}") { Param = path, Code = code };
}
