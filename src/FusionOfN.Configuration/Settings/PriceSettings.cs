using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace FusionOfN.Configuration;

[Description("What a model costs, in US dollars per million tokens. A price that changes is a list of these, each with its date.")]
internal sealed record PriceSettings
{
    [Description("Per million prompt tokens.")]
    [Range(0.0, double.MaxValue)]
    [InsteadOf("prompt", "in")]
    public required decimal? Input { get; init; }

    [Description("Per million answer tokens.")]
    [Range(0.0, double.MaxValue)]
    [InsteadOf("completion", "out")]
    public required decimal? Output { get; init; }

    [Description("Per million prompt tokens read from the provider's cache. When absent: as 'input'.")]
    [Range(0.0, double.MaxValue)]
    [InsteadOf("cached", "cache_read")]
    public decimal? CachedInput { get; init; }

    [Description("Per million reasoning tokens. When absent: as 'output'.")]
    [Range(0.0, double.MaxValue)]
    public decimal? Reasoning { get; init; }

    [Description("The day from which the price holds, as year-month-day. When absent: always.")]
    [InsteadOf("date", "effective")]
    public DateOnly? From { get; init; }

    [Description("Where the price was read.")]
    public string? Source { get; init; }
}
