namespace FusionOfN.Lab;

/// <summary>Who plays which part in a run. What is missing is left out of the run, and the report says so.</summary>
internal sealed record LabCast
{
    /// <summary>The part of a fusor that is only compared with.</summary>
    public const string OtherFusorPart = "other fusor";

    /// <summary>The members of the teacher pool.</summary>
    public IReadOnlyList<CastModel> Teachers { get; init; } = [];

    /// <summary>Models that sample all candidates by themselves, smallest first.</summary>
    public IReadOnlyList<CastModel> Singles { get; init; } = [];

    /// <summary>The fusor.</summary>
    public required CastModel Fusor { get; init; }

    /// <summary>The fusor's prompt.</summary>
    public FusorPrompt FusorPrompt { get; init; } = LabFormat.FusorPrompt;

    /// <summary>Fusors of other sizes or trainings, to compare with.</summary>
    public IReadOnlyList<CastModel> OtherFusors { get; init; } = [];

    /// <summary>What Best-of-N selects with.</summary>
    public CastScorer? Reward { get; init; }

    /// <summary>A model trained on the fusor's prompts and gold answers without candidates.</summary>
    public CastModel? PromptOnly { get; init; }

    /// <summary>What students are made from.</summary>
    public CastModel? StudentBase { get; init; }

    /// <summary>What a reader must know about the cast, such as who is missing.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Everybody with the part played.</summary>
    public IEnumerable<(string Part, string Name, string Fingerprint)> Everybody =>
    [
        .. Teachers.Select(model => ("teacher", model.Name, model.Fingerprint)),
        .. Singles.Select(model => ("single model", model.Name, model.Fingerprint)),
        ("fusor", Fusor.Name, Fusor.Fingerprint),
        .. OtherFusors.Select(model => (OtherFusorPart, model.Name, model.Fingerprint)),
        .. Reward is { } reward ? [("reward model", reward.Scorer.Name, reward.Fingerprint)] : Array.Empty<(string, string, string)>(),
        .. PromptOnly is { } promptOnly ? [("prompt-only control", promptOnly.Name, promptOnly.Fingerprint)] : Array.Empty<(string, string, string)>(),
        .. StudentBase is { } student ? [("student base", student.Name, student.Fingerprint)] : Array.Empty<(string, string, string)>(),
    ];
}
