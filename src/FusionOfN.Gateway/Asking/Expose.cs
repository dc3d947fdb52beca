namespace FusionOfN.Gateway;

/// <summary>How much of what happened behind the answer is sent with it.</summary>
internal enum Expose
{
    /// <summary>Status, degraded and failed models only.</summary>
    None,

    /// <summary>And the calls and the analysis, without any text of the panel.</summary>
    Summary,

    /// <summary>And the candidates' texts.</summary>
    Full,
}
