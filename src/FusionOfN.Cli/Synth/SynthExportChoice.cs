namespace FusionOfN.Cli;

/// <summary>What the command line says about an export; what it does not say stays as the job has it.</summary>
internal sealed record SynthExportChoice
{
    public IReadOnlyList<string>? Formats { get; init; }

    public double? Test { get; init; }

    public double? Validation { get; init; }

    /// <summary>Filters that are switched off, by name.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public int? MinCharacters { get; init; }

    public int? MaxCharacters { get; init; }

    public double? MinScore { get; init; }

    public double? MinAgreement { get; init; }

    public double? NearDuplicates { get; init; }

    public bool? NoDegraded { get; init; }

    /// <summary>Files of test sets.</summary>
    public IReadOnlyList<string>? Decontaminate { get; init; }

    public double? Margin { get; init; }

    public bool? KeepsTies { get; init; }

    public double? MaxLengthDifference { get; init; }

    public bool? IgnoresTerms { get; init; }

    public string? Name { get; init; }

    /// <summary>The licence of models' answers by the models' names; a word of <see cref="FusionOfN.Synthesis.TeacherTerms"/> where training on them is forbidden.</summary>
    public IReadOnlyDictionary<string, string>? Terms { get; init; }

    /// <summary>This with what it does not say taken from another.</summary>
    public SynthExportChoice Over(SynthExportChoice other) => new()
    {
        Formats = Formats ?? other.Formats,
        Test = Test ?? other.Test,
        Validation = Validation ?? other.Validation,
        Without = Without.Count > 0 ? Without : other.Without,
        MinCharacters = MinCharacters ?? other.MinCharacters,
        MaxCharacters = MaxCharacters ?? other.MaxCharacters,
        MinScore = MinScore ?? other.MinScore,
        MinAgreement = MinAgreement ?? other.MinAgreement,
        NearDuplicates = NearDuplicates ?? other.NearDuplicates,
        NoDegraded = NoDegraded ?? other.NoDegraded,
        Decontaminate = Decontaminate ?? other.Decontaminate,
        Margin = Margin ?? other.Margin,
        KeepsTies = KeepsTies ?? other.KeepsTies,
        MaxLengthDifference = MaxLengthDifference ?? other.MaxLengthDifference,
        IgnoresTerms = IgnoresTerms ?? other.IgnoresTerms,
        Name = Name ?? other.Name,
        Terms = Terms ?? other.Terms,
    };
}
