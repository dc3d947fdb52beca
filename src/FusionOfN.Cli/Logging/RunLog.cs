using Dapper;
using Microsoft.Data.Sqlite;

namespace FusionOfN.Cli;

/// <summary>One's own runs, in an SQLite file on this machine that only its owner can read. What is kept of a run is its receipt, with texts only when these are wanted.</summary>
internal sealed class RunLog
{
    /// <summary>When there are more, the oldest go.</summary>
    private const int MaxRuns = 10_000;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, at TEXT NOT NULL, receipt TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS runs_at ON runs (at);
        """;

    private readonly CliHost _host;
    private readonly RunLogLevel _level;

    public RunLog(CliHost host, RunLogLevel level)
    {
        _host = host;
        _level = level;
        Path = System.IO.Path.Combine(StateFolder.Of(host), "logs.db");
    }

    /// <summary>The file; it need not be there.</summary>
    public string Path { get; }

    /// <summary>Whether runs must record their texts, because these are wanted here.</summary>
    public bool KeepsTexts => _level == RunLogLevel.Texts;

    /// <summary>Whether nothing was asked yet here. Who keeps no log is no newcomer.</summary>
    public static bool IsFirstRun(CliHost host) =>
        LogOption.Resolve(host, option: null) is var level and not RunLogLevel.Off && !File.Exists(new RunLog(host, level).Path);

    /// <summary>Keeps a run. An answer that is there already is worth more than its record: what goes wrong here is a note, never a failure.</summary>
    /// <param name="receipt">The run's receipt.</param>
    /// <param name="conversation">The conversation it goes on with; null when it begins one.</param>
    public void Add(FusionReceipt receipt, string? conversation)
    {
        if (_level == RunLogLevel.Off)
            return;
        FusionReceipt kept = KeepsTexts ? receipt : receipt with { Texts = null };
        try
        {
            CreateFile();
            using SqliteConnection connection = Open();
            connection.Execute(
                "INSERT OR REPLACE INTO runs (id, conversation, at, receipt) VALUES (@id, @conversation, @at, @text);"
                + "DELETE FROM runs WHERE id IN (SELECT id FROM runs ORDER BY at DESC LIMIT -1 OFFSET @most)",
                new
                {
                    id = receipt.RunId,
                    conversation = conversation ?? receipt.RunId,
                    at = receipt.StartedAt.UtcDateTime.ToString("O"),
                    text = ReceiptJson.Write(kept),
                    most = MaxRuns,
                });
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            _host.Error.WriteLine($"note: the run is not in 'fusion logs': {LogFault.Describe(exception)} ({Path}; {LogOption.Variable}=off keeps nothing)");
        }
    }

    /// <summary>The latest runs, the last one first.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public IReadOnlyList<LoggedRun> Latest(int count) => Query("ORDER BY at DESC LIMIT @count", new { count });

    /// <summary>The run whose id begins or ends so. Ids begin with the time, so it is the end that tells them apart.</summary>
    /// <exception cref="CliException">There is none, or more than one, or the file cannot be read.</exception>
    public LoggedRun Only(string id) => Query("WHERE substr(id, 1, length(@id)) = @id OR substr(id, -length(@id)) = @id ORDER BY at DESC LIMIT 2", new { id }) switch
    {
        [var found] => found,
        [] => throw CliException.BadInput($"there is no run '{id}'", "'fusion logs' shows those that are kept."),
        _ => throw CliException.BadInput($"'{id}' is more than one run", "Give more of its id."),
    };

    /// <summary>The run that a conversation is gone on from.</summary>
    /// <param name="id">How the run's id begins or ends; null for the last one.</param>
    /// <param name="besides">The conversation that is going on, which is not meant; null for none.</param>
    /// <exception cref="CliException">There is none, or its texts were not kept.</exception>
    public LoggedRun ToContinue(string? id = null, string? besides = null)
    {
        LoggedRun run = id is not null ? Only(id)
            : Query("WHERE conversation IS NOT @besides ORDER BY at DESC LIMIT 1", new { besides }) is [var last] ? last
            : throw CliException.BadInput($"there is no {(besides is null ? "earlier run" : "other conversation")} to continue", Hint);
        return run.Messages is not null ? run
            : throw CliException.BadInput($"{(id is null ? "the last run" : $"run '{id}'")} was kept without its texts, so it cannot be continued", Hint);
    }

    /// <summary>Forgets every run.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public int Clear() => !File.Exists(Path) ? 0 : Guarded(() =>
    {
        using SqliteConnection connection = Open();
        int count = connection.Execute("DELETE FROM runs");

        // What was deleted must not be readable in the file.
        connection.Execute("VACUUM");
        return count;
    });

    private static string Hint => $"Ask first with --log texts, or set {LogOption.Variable}=texts.";

    private IReadOnlyList<LoggedRun> Query(string rest, object values) => !File.Exists(Path) ? [] : Guarded<IReadOnlyList<LoggedRun>>(() =>
    {
        using SqliteConnection connection = Open();
        return [.. connection.Query<(string Conversation, string Receipt)>($"SELECT conversation, receipt FROM runs {rest}", values)
            .Select(row => new LoggedRun(row.Conversation, ReceiptDocument.Parse(row.Receipt, Path)))];
    });

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException exception)
        {
            throw CliException.BadInput($"{Path} cannot be used: {LogFault.Describe(exception)}", "'fusion config' says where it is; without the file, a new one is made.");
        }
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 5, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute(Schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CreateFile()
    {
        if (File.Exists(Path))
            return;
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        else
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(Path, options).Dispose();
    }
}
