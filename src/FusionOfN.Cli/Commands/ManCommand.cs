using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion man</c>: the manual page, written from the same commands as the help.</summary>
internal static class ManCommand
{
    public static CliCommand Create(CliHost host, RootCommand root)
    {
        CliCommand command = new(
            "man",
            "Print the manual page, fusion(1), in the format of man.",
            "fusion man | man -l -",
            "fusion man > /usr/local/share/man/man1/fusion.1");
        command.SetAction(_ =>
        {
            ManPage.Write(host.Out, root);
            return ExitCode.Ok;
        });
        return command;
    }
}
