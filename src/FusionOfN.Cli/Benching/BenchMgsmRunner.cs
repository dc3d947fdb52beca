using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion bench score --metric mgsm</c>.</summary>
internal sealed class BenchMgsmRunner(CliHost host, string path, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        MgsmResult result;
        try
        {
            await using FileStream stream = new(InputFile.Require(host, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, useAsync: true);
            result = await MgsmFile.GradeAsync(new(path, stream), cancellationToken);
        }
        catch (CorpusException exception)
        {
            throw CliException.BadInput(exception.Message);
        }

        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(result, CliJson.Pretty.MgsmResult));
        else
            BenchMgsmView.Write(host, result);
        return ExitCode.Ok;
    }
}
