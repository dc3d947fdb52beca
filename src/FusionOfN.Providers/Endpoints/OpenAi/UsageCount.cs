namespace FusionOfN.Providers;

/// <summary>What a field of <c>usage</c> counts.</summary>
internal enum UsageCount
{
    /// <summary>Tokens of the prompt.</summary>
    Prompt,

    /// <summary>Tokens of the answer.</summary>
    Answer,

    /// <summary>Both together.</summary>
    Total,

    /// <summary>Tokens of the prompt that came from a cache.</summary>
    Cached,

    /// <summary>Tokens of the answer that are reasoning.</summary>
    Reasoning,

    /// <summary>What it cost, in US dollars.</summary>
    Cost,
}
