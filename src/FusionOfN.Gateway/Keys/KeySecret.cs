using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Gateway;

/// <summary>The secret of a key: <c>fok_</c> and 32 random bytes in base 62.</summary>
/// <remarks>
/// Kept as its SHA-256. A slow hash protects passwords because people choose guessable ones; 256 random bits cannot be guessed, however fast the
/// hash, and a slow one would cost every request its time.
/// </remarks>
internal static class KeySecret
{
    /// <summary>How every key begins, so that people and scanners recognise one.</summary>
    public const string Start = "fok_";

    /// <summary>The characters of a key that are shown: its start and six more.</summary>
    public const int PrefixLength = 10;

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomBytes = 32;

    // The digits that 256 bits can need: 62^43 > 2^256.
    private const int Length = 43;

    private static readonly SearchValues<char> Known = SearchValues.Create(Digits);

    /// <summary>A new secret.</summary>
    public static string Create()
    {
        BigInteger rest = new(RandomNumberGenerator.GetBytes(RandomBytes), isUnsigned: true);
        Span<char> digits = stackalloc char[Length];
        for (int index = Length - 1; index >= 0; index--)
        {
            rest = BigInteger.DivRem(rest, Digits.Length, out BigInteger digit);
            digits[index] = Digits[(int)digit];
        }

        return $"{Start}{digits}";
    }

    /// <summary>What is kept of a secret.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>What is shown of a secret.</summary>
    public static string PrefixOf(string secret) => secret[..PrefixLength];

    /// <summary>Whether a text has the form of a key.</summary>
    public static bool LooksLikeOne(string text) =>
        text.Length == Start.Length + Length && text.StartsWith(Start, StringComparison.Ordinal) && text.AsSpan(Start.Length).IndexOfAnyExcept(Known) < 0;
}
