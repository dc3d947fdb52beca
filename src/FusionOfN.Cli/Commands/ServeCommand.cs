using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion serve</c>: the gateway, an HTTP server that any OpenAI client can use.</summary>
internal static class ServeCommand
{
    private const string ExampleAddress = "http://127.0.0.1:8787";

    public static CliCommand Create(CliHost host)
    {
        Option<string?> listen = new("--listen", "--urls")
        {
            Description = $"The address to listen on [default: gateway.listen of the configuration, else {ExampleAddress}]",
            HelpName = "url",
        };
        Option<string?> store = new("--store") { Description = "Where keys, receipts and spend are kept: an SQLite file or a PostgreSQL address", HelpName = "path" };
        Option<bool> anonymous = new("--allow-anonymous")
        {
            Description = "Let everyone who reaches the address ask without a key, and spend your money",
        };
        Option<LogFormat?> log = new("--log") { Description = "How log lines are written to standard error: text or json [default: text]", HelpName = "format" };
        log.AcceptOnlyMembers();
        CliCommand command = new(
            "serve",
            "Serve every recipe as a model over HTTP, for any OpenAI client.",
            "fusion serve",
            "fusion serve --listen http://127.0.0.1:9000 --config fusion.yaml",
            "fusion serve --log json 2>gateway.log",
            "curl http://127.0.0.1:8787/v1/models")
        {
            KeepsOnWithoutReader = true,
            Notes =
            [
                "The models are found as for 'fusion ask'. A recipe NAME is the model fusion/NAME, and",
                "fusion is the default one. Limits and addresses stand under 'gateway' in fusion.yaml.",
                "On any other address than loopback, keys are needed; only --allow-anonymous goes without.",
                "A changed fusion.yaml is read again, also on SIGHUP. Ctrl+C or SIGTERM lets the runs in",
                "flight end first; a second one ends at once.",
            ],
        };
        command.Add(listen);
        command.Add(store);
        command.Add(anonymous);
        command.Add(log);
        command.SetAction((parse, cancellationToken) => new ServeRunner(
            host,
            new ServeSettings(parse.GetValue(listen) is { } text ? Address(text) : null, parse.GetValue(host.Options.Config))
            {
                Store = parse.GetValue(store),
                AllowAnonymous = parse.GetValue(anonymous),
                Log = parse.GetValue(log) ?? LogFormat.Text,
            }).RunAsync(cancellationToken));
        return command;
    }

    // ASP.NET's words for every address of the machine, from those who know --urls.
    private static Uri Address(string text) => Uri.TryCreate(text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out Uri? uri) && uri.Scheme == "http" && uri.AbsolutePath == "/"
        ? uri
        : throw CliException.BadInput($"--listen: '{text}' is no address to listen on; give exactly one, such as {ExampleAddress}. TLS is the work of a proxy in front.");
}
