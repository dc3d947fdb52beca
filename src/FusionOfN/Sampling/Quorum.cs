namespace FusionOfN;

/// <summary>When the panel's answers are enough.</summary>
public sealed record Quorum
{
    /// <summary>Usable candidates needed before stragglers are given up.</summary>
    /// <value>The default value is <see langword="null"/>: a majority of the slots, at least 2 when there are 2 or more.</value>
    public int? Min { get; init; }

    /// <summary>Usable candidates without which there is no answer, counted among those asked for; a larger number means all of them.</summary>
    /// <value>The default value is 1: whatever is there is used.</value>
    public int Required { get; init; } = 1;

    /// <summary>How long stragglers may still arrive once <see cref="Min"/> are in.</summary>
    /// <value>The default value is 8 seconds.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>When sampling ends at the latest, counted from its start.</summary>
    /// <value>The default value is 90 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The number of usable candidates needed from a panel of this size.</summary>
    /// <param name="slots">The number of slots, at least 1.</param>
    public int Needed(int slots) => Math.Clamp(Math.Max(Min ?? Math.Max(2, (slots / 2) + 1), Required), 1, slots);
}
