using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>When the answers of one run are enough. Everything that is not set stays as it is.</summary>
public sealed record QuorumOverrides
{
    /// <summary>Usable candidates needed before stragglers are given up; at least 1 and at most the panel's samples.</summary>
    public int? Min { get; init; }

    /// <summary>Whether all are waited for, up to <see cref="Timeout"/>; then <see cref="Min"/> must not be set.</summary>
    public bool WaitForAll { get; init; }

    /// <summary>Usable candidates without which the run fails; at least 1 and at most the panel's samples.</summary>
    public int? Required { get; init; }

    /// <summary>Whether the run fails when any member fails; then <see cref="Required"/> must not be set.</summary>
    public bool RequireAll { get; init; }

    /// <summary>How long stragglers may still arrive once <see cref="Min"/> are in.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>When sampling ends at the latest, counted from its start.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The settings with what is asked for on top.</summary>
    /// <exception cref="ConfigurationException">The panel does not give that many candidates.</exception>
    internal QuorumSettings Over(QuorumSettings? settings, int slots)
    {
        foreach (int count in new[] { Min, Required }.OfType<int>())
        {
            if (count < 1 || count > slots)
                throw new ConfigurationException($"The quorum asks for {count} candidates, but the panel gives {slots}. Give 1 to {slots}, or more samples.");
        }

        settings ??= new QuorumSettings();
        return settings with
        {
            Min = WaitForAll ? slots : Min ?? settings.Min,
            Required = RequireAll ? slots : Required ?? settings.Required,
            GraceMs = Milliseconds(Grace) ?? settings.GraceMs,
            TimeoutMs = Milliseconds(Timeout) ?? settings.TimeoutMs,
        };
    }

    private static int? Milliseconds(TimeSpan? time) => time is { } span ? (int)Math.Min(span.TotalMilliseconds, int.MaxValue) : null;
}
