namespace FusionOfN.Providers;

/// <summary>A reply does not have the shape of its dialect. Never leaves the scorer.</summary>
internal sealed class RewardFormatException : Exception
{
    public RewardFormatException(string message)
        : base(message)
    {
    }
}
