using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>What a whole job will take, told from prompts of it that are answered.</summary>
/// <param name="Prompts">Prompts that it is told from.</param>
/// <param name="CostUsd">What these cost in US dollars; null when a price is not known.</param>
/// <param name="Total">The whole job.</param>
/// <param name="Stages">Each stage and model.</param>
/// <param name="Languages">Each language.</param>
internal sealed record SynthForecastDocument(int Prompts, decimal? CostUsd, ForecastLine Total, IReadOnlyList<ForecastLine> Stages, IReadOnlyList<ForecastLine> Languages);

/// <summary>A part of a forecast.</summary>
/// <param name="Part">The stage, the language, or <c>total</c>.</param>
/// <param name="Model">The model of a stage.</param>
/// <param name="Calls">Calls.</param>
/// <param name="InputTokens">Prompt tokens.</param>
/// <param name="OutputTokens">Answer tokens.</param>
/// <param name="CostUsd">US dollars; null when a price is not known.</param>
internal sealed record ForecastLine(string Part, string? Model, ForecastRange Calls, ForecastRange InputTokens, ForecastRange OutputTokens, ForecastRange? CostUsd);

/// <summary>An expected value with its 95 % interval.</summary>
/// <param name="Expected">The value.</param>
/// <param name="Low">The lower end; null when too little is known for an interval.</param>
/// <param name="High">The upper end; null when too little is known for an interval.</param>
internal sealed record ForecastRange(double Expected, double? Low, double? High)
{
    public static ForecastRange Of(IReadOnlyList<double> drawn, long items)
    {
        TotalForecast forecast = TotalForecast.Of(drawn, items);
        return new(forecast.Total, double.IsFinite(forecast.High) ? forecast.Low : null, double.IsFinite(forecast.High) ? forecast.High : null);
    }
}
