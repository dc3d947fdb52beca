using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN;

/// <summary>SHA-256 of a text in UTF-8, as 64 small hexadecimal digits: how receipts name texts without holding them.</summary>
internal static class TextHash
{
    public static string Of(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), hash);
        ArrayPool<byte>.Shared.Return(bytes);
        return Convert.ToHexStringLower(hash);
    }
}
