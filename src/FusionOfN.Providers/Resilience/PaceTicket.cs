namespace FusionOfN.Providers;

/// <summary>One request inside the pacer's window.</summary>
internal sealed class PaceTicket(DateTimeOffset start, long tokens)
{
    public DateTimeOffset Start { get; } = start;

    /// <summary>Tokens reserved, later the tokens really used.</summary>
    public long Tokens { get; set; } = tokens;
}
