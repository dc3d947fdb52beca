namespace FusionOfN.Jobs;

/// <summary>How a batch stands.</summary>
public enum BatchState
{
    /// <summary>It is wanted; whether the provider made it is not known yet.</summary>
    Asked = 0,

    /// <summary>The provider has it.</summary>
    Made = 1,

    /// <summary>It has ended, and every answer and failure of it was read.</summary>
    Read = 2,

    /// <summary>The provider refused it as a whole; its calls wait for another.</summary>
    Refused = 3,
}
