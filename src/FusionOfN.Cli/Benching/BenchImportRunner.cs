using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Evaluation;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion bench import</c>.</summary>
internal sealed class BenchImportRunner(CliHost host, string format, string path, string? model, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream stream = new(InputFile.Require(host, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1, useAsync: true);
            await ReadAsync(new(path, stream), cancellationToken);
            return ExitCode.Ok;
        }
        catch (CorpusException exception)
        {
            throw CliException.BadInput(exception.Message);
        }
    }

    private async Task ReadAsync(CorpusFile file, CancellationToken cancellationToken)
    {
        switch (format)
        {
            case BenchImportFormats.AlpacaEval:
                AlpacaEvalResult alpaca = await AlpacaEvalImport.ReadAsync(file, model, cancellationToken);
                Write(alpaca, CliJson.Pretty.AlpacaEvalResult, BenchImportView.Write);
                break;
            case BenchImportFormats.ArenaHard:
                ArenaHardResult arena = await ArenaHardImport.ReadAsync(file, model, cancellationToken);
                Write(arena, CliJson.Pretty.ArenaHardResult, BenchImportView.Write);
                break;
            default:
                ImportedScores scores = format switch
                {
                    BenchImportFormats.LmEval => await LmEvalImport.ReadAsync(file, cancellationToken),
                    BenchImportFormats.Inspect => await Task.Run(() => InspectImport.Read(file, cancellationToken), cancellationToken),
                    _ => await AuthorsPairwiseImport.ReadAsync(file, cancellationToken),
                };
                Write(scores, CliJson.Pretty.ImportedScores, BenchImportView.Write);
                break;
        }
    }

    private void Write<T>(T result, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Action<CliHost, T> view)
    {
        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(result, type));
        else
            view(host, result);
    }
}
