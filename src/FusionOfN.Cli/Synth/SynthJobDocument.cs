namespace FusionOfN.Cli;

/// <summary>What a job's folder says about itself, so that it can be exported and looked at without the command that made it.</summary>
internal sealed record SynthJobDocument
{
    public int Format { get; init; } = 1;

    /// <summary>The prompt file as it was named.</summary>
    public required string Prompts { get; init; }

    /// <summary>The methods as exports name them.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The recipe for the card, by name.</summary>
    public required IReadOnlyDictionary<string, string> Recipe { get; init; }

    /// <summary>The models whose terms count.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>What the configuration said of the terms of models when the job was run.</summary>
    public IReadOnlyDictionary<string, string>? Terms { get; init; }

    /// <summary>Where calls and records are kept, when that is not the job's folder. Never with a password.</summary>
    public string? Store { get; init; }

    /// <summary>The command line that goes on with the job.</summary>
    public string? Command { get; init; }

    /// <summary>The command line as the card has it.</summary>
    public string? CardCommand { get; init; }

    public required SynthExportChoice Export { get; init; }
}
