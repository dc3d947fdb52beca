using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>How many fusions a request is already inside of.</summary>
internal static class DepthHeader
{
    private static readonly string[] Names = ["x-fusion-depth", "x-openrouter-fusion-depth"];

    /// <summary>The deepest of the headers; 0 without any. One that cannot be read counts as 1: who sends it knows of fusions.</summary>
    public static int Read(HttpRequest request) => Names
        .SelectMany(name => request.Headers[name])
        .Select(value => int.TryParse(value?.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 1)
        .DefaultIfEmpty(0)
        .Max();
}
