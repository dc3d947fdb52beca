using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion keys revoke</c>: ends an API key.</summary>
internal static class KeysRevokeCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> key = new("key") { Description = "The key's id or name" };
        Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };
        Option<string?> store = StoreOption.Create();
        CliCommand command = new(
            "revoke",
            "Revoke an API key for ever. Its runs and spend stay; its name may be used again. Asks first on a terminal.",
            "fusion keys revoke laptop",
            "fusion keys revoke key_0123456789ab --yes")
        {
            Notes = KeysCommand.Notes,
        };
        command.Add(key);
        command.Add(yes);
        command.Add(store);
        command.SetAction((parse, cancellationToken) => new KeysRevokeRunner(
            host, new(parse.GetValue(store), parse.GetValue(host.Options.Config), Json: false), parse.GetRequiredValue(key), parse.GetValue(yes)).RunAsync(cancellationToken));
        return command;
    }
}
