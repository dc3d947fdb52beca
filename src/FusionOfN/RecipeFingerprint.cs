using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN;

/// <summary>
/// What the answers of a recipe depend on: models with their endpoints and options, aggregator, prompt, criteria, quorum, invocation and seed. Equal
/// fingerprints mean that stored answers may stand beside new ones.
/// </summary>
/// <remarks>
/// Left out is what changes no answer: the recipe's name, budgets, prices, limits of concurrency, names in figures. Left out are also keys and headers, and what
/// stands behind a name: a model that was replaced by another under the same name at the same address looks the same. A model that runs in this process goes by
/// its name and the hash of its files, not by its folder.
/// </remarks>
public sealed class RecipeFingerprint
{
    // Raised when the text of the same recipe becomes another one, so that old fingerprints match nothing by chance.
    private const int Version = 1;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RecipeFingerprint(JsonObject parts)
    {
        foreach (var absent in parts.Where(part => part.Value is null).Select(part => part.Key).ToArray())
            parts.Remove(absent);
        Parts = parts.ToDictionary(
            part => part.Key, part => part.Value!.GetValueKind() == JsonValueKind.String ? part.Value.GetValue<string>() : part.Value.ToJsonString(Readable), StringComparer.Ordinal);
        Text = parts.ToJsonString(Readable);
        Hash = TextHash.Of(Text);
    }

    /// <summary>Everything in one line of JSON. The same recipe gives the same text, whoever made it and whenever.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, as 64 small hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>The parts of <see cref="Text"/>, texts as they are and everything else as JSON: what to compare where one wants to know in what two recipes differ.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; }

    /// <summary>What whole runs of a recipe depend on.</summary>
    /// <param name="recipe">The recipe.</param>
    public static RecipeFingerprint Of(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var parts = AggregationOf(recipe);
        parts["panel"] = MembersOf(recipe.Panel.Members);
        parts["spares"] = recipe.Panel.Spares.Count > 0 ? MembersOf(recipe.Panel.Spares) : null;
        parts["quorum"] = new JsonObject
        {
            ["needed"] = recipe.Quorum.Needed(recipe.Panel.Size),
            ["required"] = recipe.Quorum.Required,
            ["grace_seconds"] = recipe.Quorum.Grace.TotalSeconds,
            ["timeout_seconds"] = recipe.Quorum.Timeout.TotalSeconds,
        };
        parts["invocation"] = InvocationOf(recipe.Invocation);
        return new RecipeFingerprint(parts);
    }

    /// <summary>What a recipe's answers to <see cref="FusionRequest.Candidates"/> depend on: nobody is sampled, so the panel does not count.</summary>
    /// <param name="recipe">The recipe.</param>
    public static RecipeFingerprint OfAggregation(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var parts = AggregationOf(recipe);
        parts["quorum"] = new JsonObject { ["required"] = recipe.Quorum.Required };
        return new RecipeFingerprint(parts);
    }

    /// <summary>A scorer in one line: its name, and what else its scores depend on.</summary>
    /// <param name="scorer">The scorer.</param>
    public static string Of(IScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        return scorer.Settings is { } settings ? $"{scorer.Name} ({settings})" : scorer.Name;
    }

    /// <summary>An address as fingerprints name it: scheme, host, port and path, without who asks and with what parameters.</summary>
    /// <param name="address">An absolute address.</param>
    public static string Address(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
    }

    private static JsonObject AggregationOf(Recipe recipe) => new()
    {
        ["version"] = Version,
        ["aggregator"] = recipe.Aggregator.Name,
        ["settings"] = recipe.Aggregator.Settings,
        ["models"] = recipe.Aggregator.Models.Count > 0 ? ModelFingerprint.Of(recipe.Aggregator.Models) : null,
        ["analyst"] = recipe.Analyst is { } analyst ? ModelFingerprint.Of(analyst) : null,
        ["criteria"] = recipe.Criteria,
        ["fallback"] = recipe.Fallback == FallbackPolicy.Select ? "select" : "fail",
        ["seed"] = recipe.Seed,
    };

    private static JsonArray MembersOf(IReadOnlyList<PanelMember> members) =>
        [.. members.Select(member => new JsonObject { ["samples"] = member.Samples, ["model"] = ModelFingerprint.Of(member.Model) })];

    private static JsonObject InvocationOf(Invocation invocation) => invocation.Mode switch
    {
        InvocationMode.Auto or InvocationMode.Shadow => new()
        {
            ["mode"] = invocation.Mode == InvocationMode.Auto ? "auto" : "shadow",
            ["initial_samples"] = invocation.InitialSamples,
            ["agreement_threshold"] = invocation.AgreementThreshold,
            ["extractor"] = invocation.AnswerExtractor?.Specification,
        },
        _ => new() { ["mode"] = invocation.Mode == InvocationMode.Solo ? "solo" : "required" },
    };
}
