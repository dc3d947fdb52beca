using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Prompts that resemble an earlier one of their language. About 500 bytes of memory a prompt.</summary>
internal sealed class NearDuplicateFilter : IAnswerFilter
{
    // Two texts of similarity s meet in at least one band with probability 1 − (1 − s⁴)⁸: 99 % at 0.8, 40 % at 0.5. What meets is then compared.
    private const int Bands = 8;
    private const int RowsOfBand = 4;

    private readonly double _similarity;
    private readonly Dictionary<ulong, int> _bands = [];
    private readonly List<(long Position, ushort[] Signature)> _kept = [];

    public NearDuplicateFilter(double similarity) => _similarity = similarity;

    public string Name => "near-duplicate";

    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        var signature = MinHash.Of(string.Join('\n', row.Prompt.Where(message => message.Role == ChatRole.User).Select(message => message.Text)));
        var small = Array.ConvertAll(signature, value => (ushort)value);
        Span<ulong> bands = stackalloc ulong[Bands];
        var best = (Similarity: 0d, Position: 0L);
        for (var band = 0; band < Bands; band++)
        {
            bands[band] = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(signature.AsSpan(band * RowsOfBand, RowsOfBand)), HashOf(row.Language) + band);
            if (_bands.TryGetValue(bands[band], out var index) && Compare(small, _kept[index].Signature) is var similarity && similarity > best.Similarity)
                best = (similarity, _kept[index].Position);
        }

        if (best.Similarity >= _similarity)
            return string.Create(CultureInfo.InvariantCulture, $"the prompt at position {best.Position} resembles it by {best.Similarity:0.00}");
        foreach (var band in bands)
            _bands.TryAdd(band, _kept.Count);
        _kept.Add((row.Position, small));
        return null;
    }

    private static long HashOf(string? language) => (long)XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(language ?? ""));

    private static double Compare(ushort[] one, ushort[] other)
    {
        var same = 0;
        for (var i = 0; i < one.Length; i++)
            same += one[i] == other[i] ? 1 : 0;
        return (double)same / one.Length;
    }
}
