using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion serve</c>: the gateway, an HTTP server that any OpenAI client can use.</summary>
internal static class ServeCommand
{
    private const string StandardAddress = "http://127.0.0.1:8787";

    public static CliCommand Create(CliHost host)
    {
        Option<string> listen = new("--listen")
        {
            Description = "The address to listen on",
            HelpName = "url",
            DefaultValueFactory = _ => StandardAddress,
        };
        CliCommand command = new(
            "serve",
            "Serve every recipe as a model over HTTP, for any OpenAI client.",
            "fusion serve",
            "fusion serve --listen http://127.0.0.1:9000 --config fusion.yaml",
            "curl http://127.0.0.1:8787/v1/models")
        {
            Notes = ["The models are found as for 'fusion ask'. A recipe NAME is the model fusion/NAME, and", "fusion is the default one."],
        };
        command.Add(listen);
        command.SetAction((parse, cancellationToken) =>
            new ServeRunner(host, new ServeSettings(Address(parse.GetValue(listen)!), parse.GetValue(host.Options.Config))).RunAsync(cancellationToken));
        return command;
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/"
        ? uri
        : throw CliException.BadInput($"--listen: '{text}' is no address to listen on; give one such as {StandardAddress}.");
}
