namespace FusionOfN.Gateway.Studio;

/// <summary>What of the spend is shown.</summary>
public enum SpendMeasure
{
    /// <summary>Prompt and answer tokens.</summary>
    Tokens,

    /// <summary>US dollars, as far as prices are known.</summary>
    Cost,

    /// <summary>Requests that became runs.</summary>
    Requests,
}
