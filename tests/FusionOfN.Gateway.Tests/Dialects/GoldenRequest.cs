using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway.Tests;

/// <summary>A request of <c>Golden/</c>: the route, headers and body that a client sends.</summary>
/// <param name="Name">The file's name without <c>.request.json</c>.</param>
internal sealed record GoldenRequest(string Name)
{
    private const string Suffix = ".request.json";

    /// <summary>The folder of the files, in the sources.</summary>
    public static string Folder { get; } = Path.Combine(
        typeof(GoldenRequest).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!,
        "Dialects",
        "Golden");

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<GoldenRequest> All { get; } =
        [.. Directory.GetFiles(Folder, "*" + Suffix).Select(file => new GoldenRequest(Path.GetFileName(file)[..^Suffix.Length])).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The route.</summary>
    public string Route => Endpoint == DialectEndpoint.Responses ? "/v1/responses" : "/v1/chat/completions";

    /// <summary>The route, as the reader takes it.</summary>
    public DialectEndpoint Endpoint => (string?)File["endpoint"] == "responses" ? DialectEndpoint.Responses : DialectEndpoint.ChatCompletions;

    /// <summary>The headers.</summary>
    public IReadOnlyDictionary<string, string> Headers => (File["headers"]?.AsObject() ?? []).ToDictionary(pair => pair.Key, pair => (string)pair.Value!);

    /// <summary>A body of one's own, to change.</summary>
    public JsonObject Body => File["body"]!.DeepClone().AsObject();

    /// <summary>Whether it is one that is refused.</summary>
    public bool IsError => Name.StartsWith("error-", StringComparison.Ordinal);

    /// <summary>The file that says what it is read as.</summary>
    public string Expected => Path.Combine(Folder, Name + (IsError ? ".error.json" : ".canonical.json"));

    private JsonObject File => field ??= JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, Name + Suffix)))!.AsObject();

    /// <summary>What comes beside the body.</summary>
    public DialectInput Input(ModelDirectory models)
    {
        HeaderDictionary headers = [];
        foreach (var (name, value) in Headers)
            headers[name] = value;
        return DialectInput.Of(Endpoint, models, headers);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
