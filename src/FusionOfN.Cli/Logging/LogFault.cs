using Microsoft.Data.Sqlite;

namespace FusionOfN.Cli;

/// <summary>Why the log cannot be read or written, in words for people. The numbers are SQLite's result codes: https://www.sqlite.org/rescode.html</summary>
internal static class LogFault
{
    public static string Describe(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => "another program holds it",
        SqliteException { SqliteErrorCode: 8 } => "it may not be written",
        SqliteException { SqliteErrorCode: 11 } => "it is damaged",
        SqliteException { SqliteErrorCode: 13 } => "there is no space left",
        SqliteException { SqliteErrorCode: 14 } => "it cannot be opened",
        SqliteException { SqliteErrorCode: 26 } => "it is no log of fusion",
        UnauthorizedAccessException => "it may not be written",
        FileNotFoundException or DirectoryNotFoundException => "its folder cannot be made",
        IOException => FileFault.Describe(exception),
        _ => exception.Message,
    };
}
