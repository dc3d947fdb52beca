using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli;

/// <summary>The exit code of one run, and the words on standard error when there is no answer.</summary>
internal static class RunExit
{
    public static int Of(CliHost host, FusionReceipt receipt, bool strict)
    {
        bool overBudget = receipt.Calls.Any(call => call.State == CallState.OverBudget);
        if (receipt.Status == FusionStatus.Failed)
        {
            host.Error.WriteLine(overBudget ? "error: the budget does not cover an answer" : "error: no model gave an answer");
            foreach (string reason in receipt.Calls.Where(call => call.Failure is not null)
                .Select(call => $"  {call.RequestedModel}: {call.Failure!.Reason}").Distinct())
                host.Error.WriteLine($"  {TerminalText.OneLine(reason)}");
            if (!overBudget)
                host.Error.WriteLine("'fusion doctor' checks every endpoint.");
            return overBudget ? ExitCode.Budget : ExitCode.Failed;
        }

        if (strict && receipt.Degraded)
            return overBudget ? ExitCode.Budget : ExitCode.Degraded;
        return ExitCode.Ok;
    }
}
