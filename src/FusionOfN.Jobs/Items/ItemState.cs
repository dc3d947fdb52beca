namespace FusionOfN.Jobs;

/// <summary>How an item stands.</summary>
public enum ItemState
{
    /// <summary>It has not ended: not begun, interrupted, or not covered by the budget.</summary>
    Waiting = 0,

    /// <summary>It has a result.</summary>
    Done = 1,

    /// <summary>It has a result that a filter took out.</summary>
    Filtered = 2,

    /// <summary>It has none, and running it again would end in the same way; <see cref="JobLog.RetryAsync"/> makes it wait again.</summary>
    Failed = 3,
}
