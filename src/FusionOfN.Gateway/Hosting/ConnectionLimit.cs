using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>
/// How many connections are taken: three quarters of the files the process may have open beside its own. The rest is for calls to models and for the
/// store. The runtime ends the process when it cannot open a part of the program.
/// </summary>
internal static class ConnectionLimit
{
    private const string LimitsFile = "/proc/self/limits";
    private const string Line = "Max open files";
    private const double PartOfFiles = 0.75;

    // The program's own parts, loaded as they are needed: some 330 when it listens, and a few more later.
    private const int OwnFiles = 400;

    // A socket of the studio stays open as long as its page.
    private const int PartForPages = 4;

    /// <summary>The most connections at once; null where the system names no limit.</summary>
    public static long? Connections { get; } = OpenFiles() is { } files ? Math.Max(1, (long)((files - OwnFiles) * PartOfFiles)) : null;

    /// <summary>The most of them that may be pages of the studio; null where the system names no limit.</summary>
    public static long? Pages => Connections is { } connections ? Math.Max(1, connections / PartForPages) : null;

    /// <summary>The soft limit of a file such as <c>/proc/self/limits</c>; null when it names none.</summary>
    public static long? Read(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var soft = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : null;
    }

    private static long? OpenFiles() => File.Exists(LimitsFile) ? Read(File.ReadLines(LimitsFile)) : null;
}
