using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FusionOfN.Synthesis;

/// <summary>Signatures of texts that resemble each other as the texts do: MinHash (Broder 1997) over character 5-grams, so that it works in every script.</summary>
internal static class MinHash
{
    /// <summary>The numbers of a signature. The standard error of an estimate is at most 1 / (2 · √64) = 0.0625.</summary>
    public const int Size = 64;

    private const int Gram = 5;

    private static readonly (ulong Factor, ulong Addend)[] Functions = MakeFunctions();

    /// <summary>The signature of a text. Case, spaces and punctuation do not matter.</summary>
    public static ulong[] Of(string text)
    {
        var folded = Fold(text);
        var signature = new ulong[Size];
        Array.Fill(signature, ulong.MaxValue);
        var grams = Math.Max(1, folded.Length - Gram + 1);
        for (var i = 0; i < grams; i++)
        {
            var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(folded.AsSpan(i, Math.Min(Gram, folded.Length - i))));
            for (var j = 0; j < Size; j++)
            {
                var (factor, addend) = Functions[j];
                signature[j] = Math.Min(signature[j], (hash * factor) + addend);
            }
        }

        return signature;
    }

    private static string Fold(string text) => string.Create(text.Count(char.IsLetterOrDigit), text, static (folded, original) =>
    {
        var length = 0;
        foreach (var letter in original)
        {
            if (char.IsLetterOrDigit(letter))
                folded[length++] = char.ToLowerInvariant(letter);
        }
    });

    // Odd factors, so that none of the functions maps two hashes to one. Fixed, so that reports are the same everywhere.
    private static (ulong Factor, ulong Addend)[] MakeFunctions()
    {
        var functions = new (ulong, ulong)[Size];
        for (var i = 0; i < Size; i++)
            functions[i] = (XxHash3.HashToUInt64(BitConverter.GetBytes(i)) | 1, XxHash3.HashToUInt64(BitConverter.GetBytes(i + Size)));
        return functions;
    }
}
