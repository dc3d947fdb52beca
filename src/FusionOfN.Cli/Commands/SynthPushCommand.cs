using System.CommandLine;

namespace FusionOfN.Cli.Commands;

/// <summary><c>fusion synth push</c>: a data set goes to a hub.</summary>
internal static class SynthPushCommand
{
    public static CliCommand Create(CliHost host)
    {
        Argument<string> repository = new("repository") { Description = "The data set on the hub, OWNER/NAME" };
        Argument<string> data = new("data") { Description = "The job's folder, or that of a data set" };
        Option<bool> create = new("--create") { Description = "Make the data set on the hub when it is not there, for its owner's eyes only" };
        Option<bool> isPublic = new("--public") { Description = "With --create: everybody may read it" };
        Option<string> branch = new("--branch") { Description = "The branch that the commit goes to", HelpName = "name", DefaultValueFactory = _ => "main" };
        Option<string?> message = new("--message", "-m") { Description = "What the commit says [default: the data set's name and size]", HelpName = "text" };
        Option<bool> dryRun = new("--dry-run") { Description = "Send nothing; say what would be sent" };
        Option<bool> json = new("--json") { Description = "Print what was done as JSON" };
        CliCommand command = new(
            "push",
            "Put a data set on the Hugging Face hub, as one commit. HF_TOKEN holds the token; a push that broke off is done again with the same command.",
            "fusion synth push acme/questions job --create",
            "fusion synth push acme/questions job --dry-run");
        command.Add(repository);
        command.Add(data);
        foreach (Option option in (Option[])[create, isPublic, branch, message, dryRun, json])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(isPublic) && !result.GetValue(create))
                result.AddError("--public says how a new data set is made; it needs --create. A data set that is there stays as open as it is.");
        });
        command.SetAction((parse, cancellationToken) => new SynthPushRunner(host, parse.GetRequiredValue(repository), parse.GetRequiredValue(data))
        {
            Creates = parse.GetValue(create),
            IsPublic = parse.GetValue(isPublic),
            Branch = parse.GetRequiredValue(branch),
            Message = parse.GetValue(message),
            IsDryRun = parse.GetValue(dryRun),
            Json = parse.GetValue(json),
        }.RunAsync(cancellationToken));
        return command;
    }
}
