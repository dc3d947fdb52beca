using System.Reflection;

namespace FusionOfN.Synthesis;

/// <summary>The version of this program.</summary>
internal static class SynthVersion
{
    public static string Current { get; } = typeof(SynthVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
