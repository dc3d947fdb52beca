namespace FusionOfN.Cli.Tests;

/// <summary>Runs <c>fusion</c> in this process, in a folder and with an environment of its own.</summary>
internal sealed class CliSession : IDisposable
{
    // What is asked in tests is not for the log of whoever runs them.
    private readonly Dictionary<string, string> _variables = new() { ["FUSION_LOGS"] = "off" };

    public string Folder { get; } = Directory.CreateTempSubdirectory("fusion-cli-").FullName;

    /// <summary>Where the models in the box are looked for; by default where there are none.</summary>
    public string? LabModelsFolder { get; init; } = Path.Combine(Path.GetTempPath(), "no-models-here");

    /// <summary>Whether a person seems to sit at the keyboard; nothing is drawn live all the same.</summary>
    public bool IsInteractive { get; set; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CliSession With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    /// <summary>Keeps runs in a log of this session, as <c>FUSION_LOGS</c> would say it.</summary>
    public CliSession Logging(string level) => With("FUSION_LOGS", level).With("XDG_STATE_HOME", Path.Combine(Folder, "state"));

    /// <summary>The file of that log.</summary>
    public string LogFile => Path.Combine(Folder, "state", "fusionofn", "logs.db");

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public bool Exists(string name) => File.Exists(Path.Combine(Folder, name));

    public Task<CliResult> RunAsync(params string[] args) => RunAsync("", TestContext.Current.CancellationToken, args);

    public Task<CliResult> RunInAsync(string folder, params string[] args) => RunAsync(folder, "", args, TestContext.Current.CancellationToken);

    public Task<CliResult> RunAsync(string input, CancellationToken cancellationToken, params string[] args) =>
        RunAsync(Folder, input, args, cancellationToken);

    private async Task<CliResult> RunAsync(string folder, string input, string[] args, CancellationToken cancellationToken)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        CliHost host = new(new StringReader(input), output, error)
        {
            WorkingDirectory = folder,
            Variable = _variables.GetValueOrDefault,
            LabModelsFolder = LabModelsFolder,
            Time = Time,
            IsInputTerminal = IsInteractive,
            IsErrorTerminal = IsInteractive,
        };
        int exitCode = await CommandLine.RunAsync(args, host, cancellationToken);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
