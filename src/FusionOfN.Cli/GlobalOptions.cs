using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>The options that every command has. An option belongs to one command tree, so each run makes its own.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Config { get; } = new PathOption<string?>("--config")
    {
        Description = "The configuration file [default: fusion.yaml here or in a folder above]",
        HelpName = "file",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show details of errors",
        Recursive = true,
    };
}
