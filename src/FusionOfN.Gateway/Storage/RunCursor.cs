using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FusionOfN.Gateway;

/// <summary>The last run of a page: the next page holds what is older. Runs that come in meanwhile shift nothing.</summary>
internal readonly record struct RunCursor(long StartedMs, string RunId)
{
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{StartedMs}:{RunId}")));

    /// <summary>Reads a cursor.</summary>
    /// <exception cref="GatewayException">It is none.</exception>
    public static RunCursor Parse(string text)
    {
        try
        {
            string plain = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(text));
            int colon = plain.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && long.TryParse(plain.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long started))
                return new RunCursor(started, plain[(colon + 1)..]);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
        }

        throw GatewayException.BadField("cursor", "this is no cursor. Take it from the page before, or leave it out.");
    }
}
