using System.Text.Json;
using FusionOfN.Jobs;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth export</c>.</summary>
internal sealed class SynthExportRunner(CliHost host, string job, string? to, SynthExportChoice choice, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SynthFolder folder = new(host, job);
        SynthJobDocument document = folder.Load();
        SynthExportChoice merged = choice.Over(document.Export);
        ExportPlan plan = await SynthExport.PlanAsync(host, document, merged, cancellationToken);
        await using JobStore store = await folder.OpenStoreAsync(document.Store, cancellationToken);
        await using JobLog log = await folder.FindJobAsync(store, cancellationToken);
        DataSetReport report = await SynthExport.WriteAsync(log, plan, to is null ? folder.Data : host.FullPath(to), cancellationToken);
        if (to is null)
            folder.Save(document with { Export = merged });
        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Pretty.DataSetReport));
        else
            SynthExport.WriteSummary(host, report, to ?? Path.Combine(job, "data"));
        return SynthExport.ExitOf(host, report);
    }
}
