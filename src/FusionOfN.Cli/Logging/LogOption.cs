using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>How much is kept of a run: <c>--log</c>, else the variable <c>FUSION_LOGS</c>, else receipts.</summary>
internal static class LogOption
{
    public const string Variable = "FUSION_LOGS";

    private static readonly string[] Names = ClosedList.Members<RunLogLevel>();

    public static Option<RunLogLevel?> Create()
    {
        Option<RunLogLevel?> option = new("--log")
        {
            Description = $"What 'fusion logs' keeps of it on this machine: {string.Join(", ", Names)} [default: ${Variable}, else receipts]",
            HelpName = "level",
        };
        option.AcceptOnlyMembers();
        return option;
    }

    /// <summary>The level that holds.</summary>
    /// <param name="host">The process.</param>
    /// <param name="option">What the command line says, if anything.</param>
    /// <param name="continues">Whether a conversation is gone on with: who does that wants to do it again, so its texts are kept unless nothing is.</param>
    /// <exception cref="CliException">The variable holds no level, or a conversation is to be gone on with where none is kept.</exception>
    public static RunLogLevel Resolve(CliHost host, RunLogLevel? option, bool continues = false)
    {
        if (option is { } wanted)
            return wanted;
        RunLogLevel level = host.Variable(Variable) switch
        {
            null or "" => RunLogLevel.Receipts,
            { } text when Names.Contains(text.Trim()) => Enum.Parse<RunLogLevel>(text, ignoreCase: true),
            { } text => throw CliException.Configuration(ClosedList.Refusal(Variable, text, Names)),
        };
        if (!continues)
            return level;
        return level == RunLogLevel.Receipts ? RunLogLevel.Texts
            : level == RunLogLevel.Texts ? level
            : throw CliException.BadInput(
                $"there is nothing to continue: {Variable} is off, so no conversation is kept",
                $"Ask with --log texts, this question too, or set {Variable}=texts; --log off goes on with the last one that was kept, and keeps nothing of it.");
    }
}
