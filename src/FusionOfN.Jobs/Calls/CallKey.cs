using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FusionOfN.Jobs;

/// <summary>The name of a call: the SHA-256 of its canonical request. Equal calls have equal keys, whoever makes them.</summary>
internal readonly record struct CallKey : IComparable<CallKey>
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private CallKey(ReadOnlySpan<byte> hash)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(hash);
        _second = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>The key of a canonical request.</summary>
    /// <param name="canonical">The request as UTF-8.</param>
    public static CallKey Of(ReadOnlySpan<byte> canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        return new CallKey(hash);
    }

    internal const int Size = SHA256.HashSizeInBytes;

    /// <summary>Reads a key from its 32 bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public static CallKey FromBytes(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>The order of the hashes: whoever needs several calls at once takes them in it, so that no two wait for each other.</summary>
    /// <param name="other">Another key.</param>
    public int CompareTo(CallKey other) => (_first, _second, _third, _fourth).CompareTo((other._first, other._second, other._third, other._fourth));

    /// <summary>Whether a key comes before another.</summary>
    public static bool operator <(CallKey left, CallKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether a key comes after another.</summary>
    public static bool operator >(CallKey left, CallKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether a key comes before another or is the same.</summary>
    public static bool operator <=(CallKey left, CallKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a key comes after another or is the same.</summary>
    public static bool operator >=(CallKey left, CallKey right) => left.CompareTo(right) >= 0;

    /// <summary>The 32 bytes of the hash.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), _second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(16), _third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(24), _fourth);
        return bytes;
    }

    /// <summary>The hash in lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
