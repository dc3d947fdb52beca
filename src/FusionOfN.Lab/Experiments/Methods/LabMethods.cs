namespace FusionOfN.Lab;

/// <summary>The names of the methods that a run compares.</summary>
internal static class LabMethods
{
    /// <summary>The mean over the candidates: what one sample is worth.</summary>
    public const string Mean = "mean sample";

    /// <summary>The likeliest answer of the best member, chosen by its results on the same prompts.</summary>
    public const string BestMember = "best member";

    /// <summary>The most frequent answer.</summary>
    public const string Majority = "majority vote";

    /// <summary>The candidate closest to the others.</summary>
    public const string MinimumBayesRisk = "MBR";

    /// <summary>The candidate that the reward model likes best.</summary>
    public const string BestOfN = "BoN";

    /// <summary>The fusor's answer.</summary>
    public const string Fusion = "FusioN";

    /// <summary>The best candidate by the true score.</summary>
    public const string Oracle = "oracle";

    /// <summary>The fusor without any candidate.</summary>
    public const string NoCandidates = "fusor, no candidates";

    /// <summary>The fusor with the candidates of another prompt.</summary>
    public const string OtherCandidates = "fusor, another prompt's candidates";

    /// <summary>A model trained like the fusor without candidates.</summary>
    public const string PromptOnly = "prompt-only model";

    /// <summary>The order of tables.</summary>
    public static IReadOnlyList<string> All { get; } = [Mean, BestMember, Majority, MinimumBayesRisk, BestOfN, Fusion, Oracle];

    /// <summary>The name of fusion by another fusor.</summary>
    public static string FusionBy(string fusor) => $"{Fusion} ({fusor})";
}
