namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth init</c>.</summary>
internal sealed class SynthInitRunner(CliHost host, string file, bool force)
{
    public async Task<int> RunAsync(JobFileTable table, CancellationToken cancellationToken)
    {
        if (!JobFile.IsOne(file))
            throw CliException.BadInput($"a job file ends in .yaml, but this is {file}", $"For example: fusion synth init {Path.ChangeExtension(file, ".yaml")}");
        if (File.Exists(host.FullPath(file)) && !force)
            throw CliException.BadInput($"{file} is there already", "--force overwrites it.");
        await using OutputFile output = await OutputFile.OpenAsync(host, host.FullPath(file), force, cancellationToken);
        await output.WriteAsync(JobFileTemplate.Write(table));
        host.Error.WriteLine($"wrote {file}; name your prompts in it, then 'fusion synth plan {file}' says what it will take");
        return ExitCode.Ok;
    }
}
