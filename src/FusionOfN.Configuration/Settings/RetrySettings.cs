using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("How transient failures are tried again. A server's Retry-After wins. May be written as the number of retries alone.")]
[Shorthand(nameof(MaxRetries))]
internal sealed record RetrySettings
{
    [Description("Attempts after the first one.")]
    [Range(0, 20)]
    [DefaultValue(3)]
    [InsteadOf("retries", "attempts")]
    public int? MaxRetries { get; init; }

    [Description("The median wait before the first retry, in milliseconds. It grows exponentially, with jitter.")]
    [Range(1, 3_600_000)]
    [DefaultValue(1000)]
    public int? BaseDelayMs { get; init; }

    [Description("The longest wait before a retry, in milliseconds. A server that asks for a longer one is not waited for.")]
    [Range(1, 3_600_000)]
    [DefaultValue(60_000)]
    public int? MaxDelayMs { get; init; }
}
