namespace FusionOfN.Cli;

/// <summary>What <c>fusion ask</c> wants of a job: one file of answers in place of a data set.</summary>
/// <param name="File">The file that the answers are written to.</param>
internal sealed record AskedRows(string File)
{
    /// <summary>Whether a file that is not this job's is overwritten.</summary>
    public bool Force { get; init; }

    public bool Quiet { get; init; }

    public bool Strict { get; init; }

    /// <summary>The message to put before every prompt.</summary>
    public string? System { get; init; }

    /// <summary>What every answer is held to.</summary>
    public AnswerSchema? Schema { get; init; }
}
