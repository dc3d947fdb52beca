using System.Buffers.Text;
using FusionOfN.Providers;

namespace FusionOfN.Jobs;

/// <summary>What a call is named in a batch: its key in base64url and the batch's mark, 52 characters, which every provider takes.</summary>
internal static class BatchCallName
{
    private const int KeyLength = 43;

    public static string Of(byte[] key, BatchOrder order) => $"{Base64Url.EncodeToString(key)}-{order.Mark}";

    /// <summary>The key of a call; null when the name is none of ours.</summary>
    public static byte[]? KeyOf(string name)
    {
        byte[] key = new byte[CallKey.Size];
        return name.Length > KeyLength && name[KeyLength] == '-' && Base64Url.IsValid(name.AsSpan(0, KeyLength)) && Base64Url.DecodeFromChars(name.AsSpan(0, KeyLength), key) == key.Length ? key : null;
    }
}
