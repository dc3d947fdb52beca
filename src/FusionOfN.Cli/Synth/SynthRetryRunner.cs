using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What <c>fusion synth retry --json</c> prints.</summary>
/// <param name="Prompts">Prompts that wait again.</param>
/// <param name="Command">The command that answers them.</param>
internal sealed record SynthRetryDocument(long Prompts, string? Command);

/// <summary>Runs <c>fusion synth retry</c>.</summary>
internal sealed class SynthRetryRunner(CliHost host, string job, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SynthFolder folder = new(host, job);
        SynthJobDocument document = folder.Load();
        await using JobStore store = await folder.OpenStoreAsync(document.Store, cancellationToken);
        await using JobLog log = await folder.FindJobAsync(store, cancellationToken);
        long count = await log.RetryAsync(cancellationToken: cancellationToken);
        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(new SynthRetryDocument(count, document.Command), CliJson.Pretty.SynthRetryDocument));
        host.Error.WriteLine(count == 0
            ? "No prompt failed; nothing is to be tried again."
            : $"{Figures.Of(count, "prompt")} wait{(count == 1 ? "s" : "")} again. To answer: {document.Command}");
        return ExitCode.Ok;
    }
}
