namespace FusionOfN.Jobs;

/// <summary>Money as the store keeps it: whole billionths of a US dollar, which every database adds up exactly.</summary>
public static class NanoUsd
{
    private const decimal PerDollar = 1_000_000_000m;

    /// <summary>Whole billionths of an amount, rounded; amounts that do not fit count as the largest that does.</summary>
    /// <param name="usd">US dollars.</param>
    public static long From(decimal usd) => (long)decimal.Round(Math.Clamp(usd * PerDollar, long.MinValue, long.MaxValue));

    /// <summary>The amount in US dollars.</summary>
    /// <param name="nano">Billionths of a US dollar.</param>
    public static decimal ToUsd(long nano) => nano / PerDollar;
}
