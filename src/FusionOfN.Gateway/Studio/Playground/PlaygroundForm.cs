using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway.Studio;

/// <summary>What a person asks for in the playground.</summary>
public sealed record PlaygroundForm
{
    /// <summary>The prompt.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The recipe.</summary>
    public required string Recipe { get; init; }

    /// <summary>Candidates in all; null for as many as the recipe says.</summary>
    public int? Samples { get; init; }

    /// <summary>The aggregator; null for the recipe's.</summary>
    public string? Aggregator { get; init; }

    /// <summary>Whether the judge analyses the pool.</summary>
    public bool Analyse { get; init; }

    /// <summary>Whether the receipt holds the texts.</summary>
    public bool Record { get; init; }

    /// <summary>The model's name, as a client of the API asks for it.</summary>
    public string Model => $"fusion/{Recipe}";

    /// <summary>The run this asks for.</summary>
    /// <param name="aggregator">Another aggregator; null for the one of the form.</param>
    /// <param name="candidates">Candidates that are there already; null to sample.</param>
    internal RunRequest ToRequest(string? aggregator = null, IReadOnlyList<Candidate>? candidates = null)
    {
        FusionAsk ask = new()
        {
            RequestedModel = Model,
            Dialect = "studio",
            Recipe = Recipe,
            Analyse = Analyse && candidates is null,
            Overrides = new RecipeOverrides { Samples = Samples, Aggregator = aggregator ?? Aggregator, Record = Record ? true : null },
            Body = ToBody(),
        };
        return new RunRequest(ask, [new ChatMessage(ChatRole.User, Prompt)], new ChatOptions()) { Candidates = candidates };
    }

    /// <summary>The same as a body for <c>POST /v1/chat/completions</c>.</summary>
    public JsonObject ToBody()
    {
        JsonObject fusion = [];
        if (Samples is { } samples)
            fusion["n"] = samples;
        if (Aggregator is { } aggregator)
            fusion["aggregator"] = aggregator;
        JsonObject body = new()
        {
            ["model"] = Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = Prompt }),
        };
        if (fusion.Count > 0)
            body["fusion"] = fusion;
        return body;
    }
}
