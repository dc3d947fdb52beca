using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>The command line of <c>fusion synth run</c> and <c>plan</c>.</summary>
internal sealed record SynthChoice
{
    /// <summary>The prompt file, an address on the hub, <c>-</c> for standard input, or null for the demonstration.</summary>
    public string? Prompts { get; init; }

    /// <summary>The files that an address on the hub was found to mean, here and by their names there; empty for all else.</summary>
    public IReadOnlyList<(string Path, string Shown)> HubFiles { get; init; } = [];

    /// <summary>The job's folder.</summary>
    public required string Output { get; init; }

    public required RecipeChoice Recipe { get; init; }

    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>Columns that were named, as <c>use=name</c>.</summary>
    public IReadOnlyDictionary<PromptColumn, string> Columns { get; init; } = new Dictionary<PromptColumn, string>();

    public string? Language { get; init; }

    /// <summary>How the prompts are written; null when their name tells.</summary>
    public PromptFormat? Format { get; init; }

    /// <summary>Languages that the prompts are translated into, as codes.</summary>
    public IReadOnlyList<string> TranslateTo { get; init; } = [];

    public required SynthExportChoice Export { get; init; }

    /// <summary>Calls in flight at once.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Where calls and records are kept; null for the job's folder.</summary>
    public string? Store { get; init; }

    public bool UsesStore { get; init; } = true;

    /// <summary>Whether calls wait for batches where the endpoint takes them.</summary>
    public bool UsesBatches { get; init; }

    public bool Demo { get; init; }

    /// <summary>Prompts of each language in the demonstration.</summary>
    public int DemoPrompts { get; init; } = SynthDemo.PromptsOfLanguage;

    public bool Json { get; init; }

    /// <summary>What <c>fusion ask</c> wants in place of a data set; null for <c>fusion synth</c>.</summary>
    public AskedRows? Asked { get; init; }

    /// <summary>The command line, for whoever wants to go on.</summary>
    public string Command { get; init; } = "";

    /// <summary>What of the command line the data set depends on, for the card: where it goes and how fast it is made is not among it.</summary>
    public string CardCommand { get; init; } = "";
}
