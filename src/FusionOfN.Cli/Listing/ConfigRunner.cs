using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Configuration;
using FusionOfN.Jobs;
using FusionOfN.Lab;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion config</c>.</summary>
internal sealed class ConfigRunner
{
    private readonly CliHost _host;
    private readonly string? _configFile;

    public ConfigRunner(CliHost host, string? configFile)
    {
        _host = host;
        _configFile = configFile;
    }

    public int Run(bool json)
    {
        ConfigDocument document = Collect();
        if (json)
            _host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.ConfigDocument));
        else
            Write(document);
        return ExitCode.Ok;
    }

    private ConfigDocument Collect()
    {
        string? file = CliConfiguration.Find(_host, _configFile);
        return new ConfigDocument(
            file,
            LocalModels.Catalog(_host).Root,
            _host.LabModelsFolder ?? LabModels.StandardDirectory,
            new RunLog(_host, RunLogLevel.Off).Path,
            LogOption.Resolve(_host, option: null).ToString().ToLowerInvariant(),
            Store(),
            [.. KnownVariables.All.Concat(OfFile(file)).DistinctBy(variable => variable.Name).Select(variable =>
                new VariableDocument(variable.Name, _host.Variable(variable.Name) is { Length: > 0 }, variable.Meaning))]);
    }

    // A file with mistakes is no reason to say nothing: whoever looks for the mistake begins here.
    private IEnumerable<(string Name, string Meaning)> OfFile(string? file) => file is null
        ? []
        : (CliConfiguration.Read(_host, file).Configuration?.Endpoints ?? [])
            .Where(endpoint => endpoint.ApiKeyVariable is not null)
            .Select(endpoint => (endpoint.ApiKeyVariable!, $"the key of the endpoint {endpoint.Name} in {FusionConfiguration.FileName}"));

    private string Store()
    {
        try
        {
            return StoreLocation.Find(_host, option: null, _configFile).Path ?? "PostgreSQL, at the address that is configured";
        }
        catch (Exception exception) when (exception is StoreException or CliException)
        {
            return $"unknown: {exception.Message.Split('\n')[0]}";
        }
    }

    // Lines, not a table: a path that is broken in two cannot be copied.
    private void Write(ConfigDocument document)
    {
        foreach ((string what, string where) in ((string, string)[])
        [
            ("configuration", document.Configuration ?? $"none: no {FusionConfiguration.FileName} here or in a folder above"),
            ("pulled models", document.Models),
            ("models in the box", document.ModelsInTheBox),
            ("log", $"{document.Log} (keeps: {document.LogLevel})"),
            ("gateway's store", document.Store),
        ])
            _host.Out.WriteLine($"{what,-18}{TerminalText.Clean(where)}");
        _host.Out.WriteLine();

        int width = document.Variables.Max(variable => variable.Name.Length) + 2;
        foreach (VariableDocument variable in document.Variables)
            _host.Out.WriteLine($"{variable.Name.PadRight(width)}{(variable.IsSet ? "set" : "not set"),-9}{variable.Meaning}");
    }
}
