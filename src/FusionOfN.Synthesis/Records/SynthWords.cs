using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>Names of states as people read them.</summary>
internal static class SynthWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
