namespace FusionOfN.Cli;

/// <summary>The exit codes of <c>fusion</c>; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int Configuration = 3;
    public const int Degraded = 4;
    public const int Budget = 5;
    public const int SomeRowsFailed = 6;
    public const int InternalError = 70;
    public const int DiskFull = 74;
    public const int Cancelled = 130;
    public const int ReaderGone = 141;

    /// <summary>The codes in one table, printed by <c>fusion --help</c>.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Ok, "all went well"),
        (Failed, "the run gave no answer, or a check failed"),
        (BadInput, "the command line or an input file is wrong"),
        (Configuration, "fusion.yaml or an environment variable is wrong"),
        (Degraded, "answered, but with less than was asked for (only with --strict)"),
        (Budget, "the budget ended the run"),
        (SomeRowsFailed, "some rows could not be read or answered, the others are done"),
        (InternalError, "a defect in fusion itself"),
        (DiskFull, "no space is left for what was to be written"),
        (Cancelled, "stopped by Ctrl+C; everything finished is kept"),
        (ReaderGone, "whoever read the output has gone (| head); nothing more was asked"),
    ];
}
