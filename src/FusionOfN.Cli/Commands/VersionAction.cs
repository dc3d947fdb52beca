using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace FusionOfN.Cli.Commands;

/// <summary>Prints the version of the command, without the build's commit.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public static string Version { get; } =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"fusion {Version}");
        return ExitCode.Ok;
    }
}
