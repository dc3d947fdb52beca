using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>JSON that stands inside a string of a request.</summary>
internal static class RequestJson
{
    // The shared options indent, and every space would be paid for as a token.
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static string Serialize(object value) => JsonSerializer.Serialize(value, Options.GetTypeInfo(value.GetType()));
}
