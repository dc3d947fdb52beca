using System.Diagnostics.CodeAnalysis;

namespace FusionOfN.Configuration;

/// <summary>A value of the form <c>${NAME}</c>, read from an environment variable.</summary>
internal static class EnvironmentReference
{
    public static bool IsOne(string text) => TryRead(text, out _);

    public static bool TryRead(string text, [NotNullWhen(true)] out string? variable)
    {
        variable = text.StartsWith("${", StringComparison.Ordinal) && text.EndsWith('}') && text.Length > 3 ? text[2..^1] : null;
        return variable is not null;
    }
}
