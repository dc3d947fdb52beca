using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion synth verify --json</c> prints.</summary>
/// <param name="Files">Files that were compared.</param>
/// <param name="Problems">What is not as the manifest says; empty when all is as it was written.</param>
internal sealed record SynthVerifyDocument(int Files, IReadOnlyList<string> Problems);

/// <summary>Runs <c>fusion synth verify</c>.</summary>
internal sealed class SynthVerifyRunner(CliHost host, string job, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string folder = SynthReportRunner.FolderOf(host, job);
        try
        {
            (int files, IReadOnlyList<string> problems) = await DataSetVerifier.VerifyAsync(folder, cancellationToken);
            if (json)
                host.Out.WriteLine(JsonSerializer.Serialize(new SynthVerifyDocument(files, problems), CliJson.Pretty.SynthVerifyDocument));
            foreach (string problem in json ? [] : problems)
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
