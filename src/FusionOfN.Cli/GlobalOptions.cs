using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration file [default: fusion.yaml here or in a folder above]",
        HelpName = "file",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show details of errors",
        Recursive = true,
    };
}
