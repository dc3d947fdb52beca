using FusionOfN.Configuration;
using FusionOfN.Lab;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion init</c>: a configuration that does what commands without one do, with everything else to choose from beside it.</summary>
internal sealed class InitRunner
{
    private readonly CliHost _host;
    private readonly string _folder;
    private readonly bool _force;

    public InitRunner(CliHost host, string folder, bool force)
    {
        _host = host;
        _folder = host.FullPath(folder);
        _force = force;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(_folder))
            throw CliException.BadInput($"{_folder} is a file", $"Name the folder that {FusionConfiguration.FileName} is to be in.");
        string file = Path.Combine(_folder, FusionConfiguration.FileName);
        string schema = Path.Combine(_folder, ConfigurationSchema.FileName);
        if (!_force)
            Check(file, schema);

        DiscoveredEndpoint found = await EndpointDiscovery.FindAsync(CliModels.Runtime(_host), cancellationToken);
        (string text, string? uses) = StarterConfiguration.Create(found, LabModels.Find(_host.LabModelsFolder));

        // Both places are opened before either is written. A schema that is there is this version's own by now, or to be overwritten.
        await using OutputFile forSettings = await OutputFile.OpenAsync(_host, file, _force, cancellationToken);
        await using OutputFile forSchema = await OutputFile.OpenAsync(_host, schema, force: true, cancellationToken);
        await forSchema.WriteAsync(ConfigurationSchema.Write(CliConfiguration.Sections));
        await forSettings.WriteAsync(text);
        _host.Error.WriteLine($"wrote {file} and {schema}");
        _host.Error.WriteLine(uses ?? $"{found.Reason} Put keys into the environment variables that the file names.");
        _host.Error.WriteLine("'fusion doctor' tries everything in it.");
        return ExitCode.Ok;
    }

    private void Check(string file, string schema)
    {
        if (File.Exists(file))
            throw CliException.BadInput($"{file} is there already", "--force overwrites it.");
        if (File.Exists(schema) && File.ReadAllText(schema) != ConfigurationSchema.Write(CliConfiguration.Sections))
            throw CliException.BadInput($"{schema} is there already and is another one", "--force overwrites it.");
        for (DirectoryInfo? above = Directory.GetParent(_folder); above is not null; above = above.Parent)
        {
            string other = Path.Combine(above.FullName, FusionConfiguration.FileName);
            if (File.Exists(other))
                throw CliException.BadInput($"{other} is used in this folder; a new file here would take its place", "--force writes it all the same.");
        }
    }
}
