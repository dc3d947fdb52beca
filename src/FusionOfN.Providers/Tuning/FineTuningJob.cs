namespace FusionOfN.Providers;

/// <summary>A fine-tuning job as its server tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">The server's word for how it stands. Servers have words of their own, so an unknown one is no end.</param>
public sealed record FineTuningJob(string Id, string Status)
{
    /// <summary>The id of its training file; null when the server does not say.</summary>
    public string? TrainingFile { get; init; }

    /// <summary>The new model; null until there is one.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed; null when it did not, or nobody says why.</summary>
    public string? Problem { get; init; }

    /// <summary>The tokens it was billed for; null when that is not known yet.</summary>
    public long? TrainedTokens { get; init; }

    /// <summary>Whether it has ended with a model.</summary>
    public bool HasSucceeded => Status == "succeeded";

    /// <summary>Whether it was ended by a person.</summary>
    public bool IsCancelled => Status is "cancelled" or "canceled";

    /// <summary>Whether it has ended, one way or another.</summary>
    public bool HasEnded => HasSucceeded || IsCancelled || Status == "failed";
}
