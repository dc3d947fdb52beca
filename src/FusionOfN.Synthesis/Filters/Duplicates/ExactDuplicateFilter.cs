using System.Globalization;

namespace FusionOfN.Synthesis;

/// <summary>Prompts that were there before in the same words.</summary>
internal sealed class ExactDuplicateFilter : IAnswerFilter
{
    private readonly Dictionary<UInt128, long> _seen = [];

    public string Name => "exact-duplicate";

    public string? Reject(SynthRow row, SynthAnswer answer)
    {
        var key = UInt128.Parse(row.Key.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return _seen.TryAdd(key, row.Position) ? null : $"the same prompt stands at position {_seen[key]}";
    }
}
