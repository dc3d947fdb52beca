using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth report</c>.</summary>
internal sealed class SynthReportRunner(CliHost host, string job, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(FolderOf(host, job), json ? "report.json" : "report.md");
        if (!File.Exists(path))
            throw CliException.BadInput($"{job} has no data set yet", "'fusion synth run' or 'fusion synth export' makes one.");
        host.Out.Write(await File.ReadAllTextAsync(path, cancellationToken));
        return ExitCode.Ok;
    }

    /// <summary>The folder of the data set: the one that was named, or the one in the job's folder.</summary>
    public static string FolderOf(CliHost host, string job)
    {
        string full = host.FullPath(job);
        return File.Exists(Path.Combine(full, DataSetManifest.FileName)) ? full : new SynthFolder(host, job).Data;
    }
}
