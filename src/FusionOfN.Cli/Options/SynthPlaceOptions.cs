using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary>The options that say where a job is kept and how many calls it makes at once; <c>synth run</c> and <c>synth plan</c> share them.</summary>
internal sealed class SynthPlaceOptions
{
    private readonly Option<string> _output = new PathOption<string>("--out", "-o") { Description = "The job's folder; a job that is there goes on", HelpName = "folder", DefaultValueFactory = _ => "synth" };
    private readonly Option<int> _concurrency = new("--concurrency", "-c") { Description = "Calls at once", HelpName = "count", DefaultValueFactory = _ => 64 };
    private readonly Option<string?> _store = new PathOption<string?>("--store")
    {
        NamesNoFile = static value => value.Contains('=') || value.Contains("://", StringComparison.Ordinal),
        Description = "Where calls and records are kept, to be shared with other jobs: a file, or a PostgreSQL connection string [default: in the folder]",
        HelpName = "address",
    };

    public SynthPlaceOptions() => _concurrency.Validators.Add(NumberRange.Between(1, 4096));

    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_concurrency);
        command.Add(_store);
    }

    public string Output(ParseResult parse) => parse.GetRequiredValue(_output);

    public SynthChoice Read(ParseResult parse, SynthChoice choice) => choice with { Concurrency = parse.GetValue(_concurrency), Store = parse.GetValue(_store) };
}
