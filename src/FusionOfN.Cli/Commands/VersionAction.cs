using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace FusionOfN.Cli.Commands;

/// <summary>Prints the version of the command, without the build's commit.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        string? version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine($"fusion {version?.Split('+')[0]}");
        return ExitCode.Ok;
    }
}
