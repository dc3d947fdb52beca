using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion health</c>: whether a gateway takes requests, for containers that have no other program to ask with.</summary>
internal static class HealthCommand
{
    private const string StandardAddress = "http://127.0.0.1:8787";

    public static CliCommand Create(CliHost host)
    {
        Option<string> url = new("--url") { Description = "The gateway", HelpName = "url", DefaultValueFactory = _ => StandardAddress };
        CliCommand command = new(
            "health",
            "Ask a running gateway whether it takes requests: exit code 0 when it does, 1 when not.",
            "fusion health",
            "fusion health --url http://127.0.0.1:9000");
        command.Add(url);
        command.SetAction((parse, cancellationToken) => new HealthRunner(host, Address(parse.GetValue(url)!)).RunAsync(cancellationToken));
        return command;
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw CliException.BadInput($"--url: '{text}' is no address; give one such as {StandardAddress}.");
}
