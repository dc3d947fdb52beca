using FusionOfN.Cli.Rendering;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth verify</c>.</summary>
internal sealed class SynthVerifyRunner(CliHost host, string job)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string folder = SynthReportRunner.FolderOf(host, job);
        try
        {
            (int files, IReadOnlyList<string> problems) = await DataSetVerifier.VerifyAsync(folder, cancellationToken);
            foreach (string problem in problems)
                host.Error.WriteLine(TerminalText.OneLine(problem));
            host.Error.WriteLine(problems.Count == 0 ? $"{Figures.Of(files, "file")}, all as they were written" : $"{Figures.Of(problems.Count, "difference")} in {Figures.Of(files, "file")}");
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint);
        }
    }
}
