using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("How long an attempt may take, in milliseconds. May be written as the time for the whole answer alone.")]
[Shorthand(nameof(WholeMs))]
internal sealed record TimeoutSettings
{
    [Description("Time to open the connection.")]
    [Range(1, 86_400_000)]
    [DefaultValue(10_000)]
    public int? ConnectMs { get; init; }

    [Description("Time from sending a streamed request to its first token. Local servers load the model in this time.")]
    [Range(1, 86_400_000)]
    [DefaultValue(180_000)]
    public int? FirstTokenMs { get; init; }

    [Description("The longest silence inside a stream after its first token.")]
    [Range(1, 86_400_000)]
    [DefaultValue(60_000)]
    public int? SilenceMs { get; init; }

    [Description("Time for the whole answer, streamed or not.")]
    [Range(1, 86_400_000)]
    [DefaultValue(600_000)]
    public int? WholeMs { get; init; }
}
