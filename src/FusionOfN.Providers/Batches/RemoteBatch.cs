namespace FusionOfN.Providers;

/// <summary>A batch as its provider describes it.</summary>
/// <param name="Id">The provider's name of it.</param>
/// <param name="Phase">How it stands.</param>
/// <param name="State">The same in the provider's own word.</param>
public sealed record RemoteBatch(string Id, BatchPhase Phase, string State)
{
    /// <summary>Requests that were answered, or failed; null when the provider does not say.</summary>
    public long? Completed { get; init; }

    /// <summary>Why it was refused; none when it was not.</summary>
    public IReadOnlyList<BatchError> Errors { get; init; } = [];

    /// <summary>The file that was sent; null when there is none.</summary>
    public string? InputFile { get; init; }

    /// <summary>The file of answers; null when there is none, which says nothing about failures.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The file of failures; null when there is none.</summary>
    public string? ErrorFile { get; init; }
}
