namespace FusionOfN;

/// <summary>What a finish reason says about an answer.</summary>
internal enum FinishMeaning
{
    /// <summary>The answer is complete.</summary>
    Complete,

    /// <summary>The answer stopped at a limit of its length.</summary>
    Length,

    /// <summary>The provider's filter stopped it.</summary>
    ContentFilter,

    /// <summary>The model wants tools called.</summary>
    ToolCalls,

    /// <summary>The server gave up in the middle of the answer.</summary>
    Interrupted,
}
