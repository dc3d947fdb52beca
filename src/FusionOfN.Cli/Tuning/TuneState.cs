namespace FusionOfN.Cli;

/// <summary>What is known of a fine-tuning job, so that a command that was stopped goes on.</summary>
internal sealed record TuneState
{
    public int Format { get; init; } = 1;

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Its address, without a query.</summary>
    public required string Address { get; init; }

    /// <summary>The model that is trained further.</summary>
    public required string Model { get; init; }

    /// <summary>What was asked for, by name; another wish is another job.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The id of the uploaded training file.</summary>
    public string? TrainingFile { get; init; }

    /// <summary>The id of the uploaded validation file.</summary>
    public string? ValidationFile { get; init; }

    /// <summary>Whether the job was asked for; its answer may never have come.</summary>
    public bool IsAskedFor { get; init; }

    /// <summary>The job's id.</summary>
    public string? Job { get; init; }

    /// <summary>The server's word for how it stands.</summary>
    public string? Status { get; init; }

    /// <summary>The id of the last event that was shown.</summary>
    public string? LastEvent { get; init; }

    /// <summary>The new model.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Problem { get; init; }

    /// <summary>The tokens it was billed for.</summary>
    public long? TrainedTokens { get; init; }
}
