using System.Text.Json;
using Json.Schema;
using Json.Schema.Keywords;

namespace FusionOfN;

/// <summary><c>$schema</c>: one of the drafts that are known here, which all have keywords that count.</summary>
internal sealed class KnownDraft : SchemaKeyword, IKeywordHandler
{
    object? IKeywordHandler.ValidateKeywordValue(JsonElement value)
    {
        // The older ones have http in their names; many write https.
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()!.TrimEnd('#') : "";
        return SchemaDialects.Ids.FirstOrDefault(id => WithoutScheme(id.OriginalString.TrimEnd('#')) == WithoutScheme(name))
            ?? throw new SchemaProblemException($"'$schema' must name a draft that is known here: {string.Join(", ", SchemaDialects.Ids.Select(id => id.OriginalString))}. Leave it out to have the newest.");
    }

    private static string WithoutScheme(string uri) => uri.StartsWith("http://", StringComparison.Ordinal) ? uri[7..] : uri.StartsWith("https://", StringComparison.Ordinal) ? uri[8..] : uri;
}
