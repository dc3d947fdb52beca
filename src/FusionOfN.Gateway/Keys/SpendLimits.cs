namespace FusionOfN.Gateway;

/// <summary>What may be taken, on one UTC day or in one session. What is null is not limited.</summary>
public sealed record SpendLimits
{
    /// <summary>Nothing is limited.</summary>
    public static readonly SpendLimits None = new();

    /// <summary>Requests that become runs.</summary>
    public long? Requests { get; init; }

    /// <summary>Prompt and answer tokens of all calls.</summary>
    public long? Tokens { get; init; }

    /// <summary>US dollars. Models whose price is not known are then not called.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The lower of each limit.</summary>
    public SpendLimits And(SpendLimits other) => new()
    {
        Requests = Lower(Requests, other.Requests),
        Tokens = Lower(Tokens, other.Tokens),
        CostUsd = Lower(CostUsd, other.CostUsd),
    };

    private static T? Lower<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is { } left && other is { } right ? (left.CompareTo(right) < 0 ? left : right) : one ?? other;
}
