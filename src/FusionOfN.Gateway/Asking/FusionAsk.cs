using System.Text.Json.Nodes;
using FusionOfN.Configuration;

namespace FusionOfN.Gateway;

/// <summary>What a request asks for, whatever dialect it came in: the one canonical form that everything behind the dialects works with.</summary>
internal sealed record FusionAsk
{
    /// <summary>The model's name as the client gave it.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>The dialect it was read as, for the log and the receipt: <c>fusion</c>, <c>openrouter-alias</c>, <c>openrouter-plugin</c>, … or <c>plain</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The plain model that answers alone, without the engine; null for a fusion.</summary>
    public string? PassThrough { get; init; }

    /// <summary>The recipe; null takes the default one. Meaningless when <see cref="PassThrough"/> is set.</summary>
    public string? Recipe { get; init; }

    /// <summary>What the request asks of the recipe.</summary>
    public RecipeOverrides Overrides { get; init; } = RecipeOverrides.None;

    /// <summary>How much is sent with the answer.</summary>
    /// <value>The default value is <see cref="Expose.Summary"/>.</value>
    public Expose Expose { get; init; } = Expose.Summary;

    /// <summary>Whether the analysis of the pool is asked for.</summary>
    public bool Analyse { get; init; }

    /// <summary>Whether the answer's spans are sent with the candidates they came from.</summary>
    public bool Attribution { get; init; }

    /// <summary>The conversation that the spend is booked on, beside the key; null for none.</summary>
    public string? SessionId { get; init; }

    /// <summary>The request's body without anything that only concerns fusion: what an ordinary model would be sent.</summary>
    public required JsonObject Body { get; init; }
}
