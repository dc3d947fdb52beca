using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>How many fusions a request is already inside of: read from the client, and signed on the way to the members.</summary>
/// <remarks>
/// The header only ever takes something away, the fusion, so it is believed from anyone. The signature tells this gateway's own calls apart: one that comes
/// back means that its own recipe is behind one of its members.
/// </remarks>
internal sealed class DepthHeader
{
    private static readonly string[] Names = [FusionDepth.HeaderName, "x-openrouter-fusion-depth"];

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The deepest of the headers; 0 without any. One that cannot be read counts as 1: who sends it knows of fusions.</summary>
    public (int Depth, bool IsOwn) Read(HttpRequest request)
    {
        var values = Names.SelectMany(name => request.Headers[name]).OfType<string>().ToList();
        return (values.Select(DepthOf).DefaultIfEmpty(0).Max(), values.Any(IsOwn));
    }

    /// <summary>The value for calls one fusion deeper.</summary>
    public string Write(int depth)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{depth + 1};{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        return $"{text};{Sign(text)}";
    }

    private static int DepthOf(string value) => int.TryParse(value.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var depth) ? depth : 1;

    private bool IsOwn(string value) => value.LastIndexOf(';') is var end and > 0
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value[(end + 1)..]), Encoding.UTF8.GetBytes(Sign(value[..end])));

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}
