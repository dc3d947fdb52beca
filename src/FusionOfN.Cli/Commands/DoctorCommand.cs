using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion doctor</c>: does everything that is configured work?</summary>
internal static class DoctorCommand
{
    public static CliCommand Create(CliHost host)
    {
        Option<bool> json = new("--json") { Description = "Print the findings as JSON" };
        CliCommand command = new(
            "doctor",
            "Reach every endpoint, let reward servers score a good and a bad answer, and check prices and recipes.",
            "fusion doctor",
            "fusion doctor --config other.yaml --json")
        {
            Notes = ["It asks for model lists and spends no token, except the two answers that each", "reward server scores. A failed check gives exit code 1; warnings do not."],
        };
        command.Add(json);
        command.SetAction((parse, cancellationToken) =>
            new DoctorRunner(host, parse.GetValue(host.Options.Config), parse.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
