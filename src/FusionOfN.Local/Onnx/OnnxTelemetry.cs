using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusionOfN.Local;

/// <summary>
/// Turns the telemetry of ONNX Runtime off. Its official builds write a device id and a file of events into the user's cache folder, and send
/// them to their vendor, unless <c>ORT_DISABLE_TELEMETRY</c> is set before their environment is made (Privacy.md of the package).
/// </summary>
internal static partial class OnnxTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Sets the variable for native code in this process, and for the processes it starts.</summary>
    /// <exception cref="LocalModelException">The system took no variable: then no model may be loaded.</exception>
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "It must stand before the first native call, wherever in this library that is made from.")]
    internal static void TurnOff()
    {
        // .NET keeps a copy of its own outside Windows: what is set there reaches processes that are started, but not native code in this one.
        Environment.SetEnvironmentVariable(Variable, "1");
        int failed = OperatingSystem.IsWindows() ? SetWindows(Variable, "1") : SetPosix(Variable, "1", 1);
        if (failed != 0)
            throw new LocalModelException($"The environment variable {Variable} cannot be set, so ONNX Runtime would send telemetry. Set {Variable}=1 and start again.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetPosix(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetWindows(string name, string value);
}
