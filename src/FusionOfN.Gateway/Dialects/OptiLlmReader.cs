using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>OptiLLM's approaches, in front of the model's name or in the body: aggregators over samples of one model.</summary>
internal static class OptiLlmReader
{
    /// <summary>The body's field.</summary>
    public const string Field = "optillm_approach";

    private const string None = "none";

    private static readonly Dictionary<string, string> Offered = new(StringComparer.Ordinal)
    {
        ["bon"] = AggregatorNames.BestOfN,
        // One layer: the samples, then a writer.
        ["moa"] = AggregatorNames.Fusion,
        ["self_consistency"] = AggregatorNames.UniversalSelfConsistency,
    };

    // Recognised so that a name with one of them is answered with what is offered, not with "no such model".
    private static readonly string[] Others =
    [
        None, "mcts", "rto", "z3", "pvg", "rstar", "cot_reflection", "plansearch", "leap", "re2", "cot_decoding", "entropy_decoding", "thinkdeeper", "autothink", "mars",
    ];

    /// <summary>Splits a name that begins with an approach; null when it does not.</summary>
    /// <exception cref="GatewayException">The approach is not offered, or there are several.</exception>
    public static (string Approach, string Model)? SplitName(string name)
    {
        int dash = name.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0 || dash == name.Length - 1 || !name[..dash].Split('&', '|').All(IsApproach))
            return null;
        return (Check(name[..dash], "model"), name[(dash + 1)..]);
    }

    public static FusionAsk Read(DialectRequest request)
    {
        string approach = request.Target.Approach ?? Check(new JsonFields(request.Body).RequiredString(Field), Field);
        request.Body.Remove(Field);
        if (approach == None)
        {
            return request.Target.Model is null
                ? request.Ask(DialectNames.OptiLlm) with { Overrides = new() { Invocation = InvocationMode.Solo } }
                : request.PassThrough(DialectNames.OptiLlm);
        }

        return request.Ask(DialectNames.OptiLlm) with { Overrides = new() { Aggregator = Offered[approach] } };
    }

    private static bool IsApproach(string name) => Offered.ContainsKey(name) || Others.Contains(name);

    private static string Check(string approach, string path)
    {
        string offered = string.Join(", ", Offered.Keys);
        if (approach.AsSpan().ContainsAny('&', '|'))
            throw GatewayException.BadField(path, $"approaches cannot be combined with & or |. Give one of {offered}.", "unsupported_value");
        return Offered.ContainsKey(approach) || approach == None
            ? approach
            : throw GatewayException.BadField(path, $"the approach {Secrets.Show(approach)} is not offered. Give one of {offered}.", "unsupported_value");
    }
}
