using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth retry</c>.</summary>
internal sealed class SynthRetryRunner(CliHost host, string job)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SynthFolder folder = new(host, job);
        SynthJobDocument document = folder.Load();
        await using JobStore store = await folder.OpenStoreAsync(document.Store, cancellationToken);
        await using JobLog log = await folder.FindJobAsync(store, cancellationToken);
        long count = await log.RetryAsync(cancellationToken: cancellationToken);
        host.Error.WriteLine(count == 0
            ? "No prompt failed; nothing is to be tried again."
            : $"{Figures.Of(count, "prompt")} wait{(count == 1 ? "s" : "")} again. To answer: {document.Command}");
        return ExitCode.Ok;
    }
}
