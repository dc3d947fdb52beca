using System.Text;
using FusionOfN.Providers;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>The process as the commands see it: streams, environment, working directory and clock. Tests bring their own.</summary>
internal sealed class CliHost
{
    private readonly Lazy<IAnsiConsole> _console;
    private readonly Lazy<IAnsiConsole> _notices;

    public CliHost(TextReader input, TextWriter output, TextWriter error)
    {
        In = input;
        Out = output;
        Error = error;
        _console = new(() => CreateConsole(Out, IsOutputTerminal));
        _notices = new(() => CreateConsole(Error, IsErrorTerminal));
    }

    public TextReader In { get; }

    /// <summary>Standard output: answers and data, nothing else.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard error: progress, notices and errors.</summary>
    public TextWriter Error { get; }

    public bool IsInputTerminal { get; init; }

    public bool IsOutputTerminal { get; init; }

    public bool IsErrorTerminal { get; init; }

    /// <summary>Cancelled when nobody reads standard output any more.</summary>
    public CancellationToken ReaderGone { get; init; }

    /// <summary>What Ctrl+C does; null where nobody sends signals.</summary>
    public StopSignal? Stop { get; init; }

    /// <summary>Columns of help and lines above parts when the stream is not a terminal.</summary>
    public const int PlainWidth = 80;

    // Texts that are redirected are for programs and files, which want their lines as they are.
    private const int UnwrappedWidth = 1_000_000;

    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    public Func<string, string?> Variable { get; init; } = SecretVariables.Read;

    /// <summary>The words of the command line, as they were typed.</summary>
    public IReadOnlyList<string> Typed { get; set; } = [];

    /// <summary>The options that every command has.</summary>
    public GlobalOptions Options { get; } = new();

    /// <summary>Where the models in the box stand; null for beside the command.</summary>
    public string? LabModelsFolder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Standard output as a Spectre console.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>Standard error as a Spectre console.</summary>
    public IAnsiConsole Notices => _notices.Value;

    public static CliHost ForProcess(StopSignal stop)
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        System.Console.OutputEncoding = utf8;
        System.Console.InputEncoding = utf8;
        System.Console.SetOut(new StreamWriter(StandardStream.Open(StandardStream.Output), utf8) { AutoFlush = true });
        System.Console.SetError(new StreamWriter(new NoticeStream(StandardStream.Open(StandardStream.Error)), utf8) { AutoFlush = true });
        return new CliHost(StandardStream.IsOpen(StandardStream.Input) ? System.Console.In : TextReader.Null, System.Console.Out, System.Console.Error)
        {
            IsInputTerminal = !System.Console.IsInputRedirected,
            IsOutputTerminal = !System.Console.IsOutputRedirected,
            IsErrorTerminal = !System.Console.IsErrorRedirected,
            ReaderGone = ReaderWatch.Start(),
            Stop = stop,
        };
    }

    /// <summary>Resolves a path of the command line against the working directory.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    private IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal)
    {
        bool color = isTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") != "dumb";
        bool live = isTerminal && Variable("TERM") != "dumb";
        AnsiConsoleSettings settings = new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = live ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = live ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        };
        IAnsiConsole console = AnsiConsole.Create(settings);
        if (!isTerminal)
            console.Profile.Width = UnwrappedWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
