using System.Text;
using FusionOfN.Configuration;

namespace FusionOfN.Cli;

/// <summary>
/// A file that says what a job of <c>fusion synth</c> is: every key is named like the option that it stands for, and means the same. What the command line says
/// wins over it.
/// </summary>
internal sealed class JobFile
{
    private readonly CliHost _host;
    private readonly string _folder;
    private readonly IReadOnlyList<SettingsEntry> _entries;

    private JobFile(CliHost host, string folder, IReadOnlyList<SettingsEntry> entries) => (_host, _folder, _entries) = (host, folder, entries);

    /// <summary>Whether a word of the command line names such a file and no prompts and no folder.</summary>
    public static bool IsOne(string word) => Path.GetExtension(word).ToLowerInvariant() is ".yaml" or ".yml";

    /// <summary>Reads a file, and checks every key as the command line would.</summary>
    /// <param name="host">The process.</param>
    /// <param name="shown">The file as it was named.</param>
    /// <param name="table">What keys there are.</param>
    /// <exception cref="CliException">It cannot be read, or something in it is wrong: every mistake with its line.</exception>
    public static JobFile Load(CliHost host, string shown, JobFileTable table)
    {
        string path = host.FullPath(shown);
        JobFile file = new(host, Path.GetDirectoryName(path)!, Read(path, shown));
        ConfigurationProblem[] problems = [.. file._entries.SelectMany(entry => table.Check(entry.Key, file.ValuesOf(entry, table)).Select(check => new ConfigurationProblem(shown, entry.Line, entry.Column, check.Message, check.Mend)))];
        return problems.Length == 0 ? file : throw Unusable(shown, problems);
    }

    /// <summary>The values of a key with paths as they are told from here; null when the file does not have it.</summary>
    public IReadOnlyList<string>? Find(string key, JobFileTable table) => _entries.FirstOrDefault(entry => entry.Key == key) is { } found ? ValuesOf(found, table) : null;

    private static IReadOnlyList<SettingsEntry> Read(string path, string shown)
    {
        try
        {
            return SettingsFile.Parse(File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)), shown).Entries;
        }
        catch (ConfigurationFileException exception)
        {
            throw Unusable(shown, exception.Problems);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CliException.BadInput($"there is no job file {shown}", $"'fusion synth init {shown}' writes one.");
        }
        catch (DecoderFallbackException)
        {
            throw CliException.BadInput($"{shown} is not UTF-8 text", "Save it as UTF-8.");
        }
        catch (UnauthorizedAccessException)
        {
            throw CliException.BadInput(Directory.Exists(path) ? $"{shown} is a folder" : $"{shown} cannot be read: there is no permission to");
        }
    }

    private static CliException Unusable(string shown, IReadOnlyList<ConfigurationProblem> problems) =>
        CliException.BadInput($"{shown} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}");

    private IReadOnlyList<string> ValuesOf(SettingsEntry entry, JobFileTable table) => table.NamesFiles(entry.Key) is { } isFile ? [.. entry.Values.Select(value => isFile(value) ? FromHere(value) : value)] : entry.Values;

    private string FromHere(string path) => Path.IsPathFullyQualified(path) || Path.GetFullPath(_folder) == Path.GetFullPath(_host.WorkingDirectory)
        ? path
        : Path.GetRelativePath(_host.WorkingDirectory, Path.Combine(_folder, path));
}
