using FusionOfN.Cli.Rendering;
using FusionOfN.Jobs;
using FusionOfN.Lab;
using FusionOfN.Providers;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>The one place where an exception becomes words: a message, a hint, an exit code. Never a stack trace unless asked for.</summary>
internal static class ErrorReport
{
    public static int Write(CliHost host, Exception exception, bool verbose, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine("stopped");
            return ExitCode.Cancelled;
        }

        if (exception is ReaderGoneException)
            return ExitCode.ReaderGone;

        (int code, string message, string? hint) = Describe(exception);
        WriteLines(host, $"error: {message}");
        if (verbose)
            host.Error.WriteLine(exception.ToString());
        else if (hint is not null)
            WriteLines(host, hint);
        return code;
    }

    /// <summary>Writes a text to standard error; a terminal gets no line that breaks within a word.</summary>
    public static void WriteLines(CliHost host, string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string indent = line[..^line.TrimStart(' ').Length];
            IEnumerable<string> lines = host.IsErrorTerminal ? WordWrap.Lines(line, host.Notices.Profile.Width, indent, indent) : [line];
            foreach (string part in lines)
                host.Error.WriteLine(part);
        }
    }

    private static (int Code, string Message, string? Hint) Describe(Exception exception) => exception switch
    {
        CliException known => (known.ExitCode, known.Message, known.Hint),
        StoreException { Fault: StoreFault.Full } => (ExitCode.DiskFull, exception.Message, null),
        StoreException { Fault: StoreFault.Other or StoreFault.Unreachable or StoreFault.Denied } => (ExitCode.Configuration, exception.Message, null),
        SynthesisException broken => (ExitCode.BadInput, broken.Message, broken.Hint),
        StoreException => (ExitCode.Failed, exception.Message, null),
        ConfigurationException or LabException => (ExitCode.Configuration, exception.Message, null),
        _ when DiskFull.Explains(exception) => (ExitCode.DiskFull, FileFault.WithoutPath(exception), null),
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException =>
            (ExitCode.BadInput, exception.Message, null),
        OutOfMemoryException => (ExitCode.Failed, "there is not enough memory: what is to be read, or a line of it, is too long or has no end", null),
        _ => (ExitCode.InternalError, exception.Message, $"This is a defect in fusion ({exception.GetType().Name}). --verbose shows where."),
    };
}
