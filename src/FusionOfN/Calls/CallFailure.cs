using System.Text.Json.Serialization;

namespace FusionOfN;

/// <summary>Why a call gave no usable answer.</summary>
/// <param name="Reason">One sentence for a person. Never holds keys.</param>
/// <param name="StatusCode">The HTTP status code, when there was one.</param>
public sealed record CallFailure(string Reason, int? StatusCode = null)
{
    /// <summary>The same for readers who are not to know where models run: without an address and without words of the provider.</summary>
    /// <value>Null when the reason holds nothing of that kind.</value>
    public string? Brief { get; init; }

    /// <summary>The kind of failure in the words of the client that met it, such as <c>rate_limited</c> or <c>context_too_long</c>; null when it names none.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the server asked to wait before it is asked again; null when it said nothing about it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What the client threw; null when it threw nothing, and in a receipt that was read back.</summary>
    [JsonIgnore]
    public Exception? Exception { get; init; }
}
