namespace FusionOfN.Gateway;

/// <summary>Money as the store keeps it: whole billionths of a US dollar, which every database adds up exactly.</summary>
internal static class NanoUsd
{
    private const decimal PerDollar = 1_000_000_000m;

    public static long From(decimal usd) => (long)decimal.Round(Math.Clamp(usd * PerDollar, long.MinValue, long.MaxValue));

    public static decimal ToUsd(long nano) => nano / PerDollar;
}
