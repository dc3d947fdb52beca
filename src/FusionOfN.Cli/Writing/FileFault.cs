using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>What the system said about a file, without the path that .NET puts behind it: the message around it names the file as the person did.</summary>
internal static class FileFault
{
    public static string Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "there is no permission to",
        FileNotFoundException or DirectoryNotFoundException => "there is no such folder",
        _ when DiskFull.Explains(exception) => "there is no space left",
        _ => WithoutPath(exception),
    };

    /// <summary>The message of an exception, without the path that .NET puts behind it.</summary>
    public static string WithoutPath(Exception exception) =>
        exception.Message.IndexOf(" : '", StringComparison.Ordinal) is > 0 and var end ? exception.Message[..end] : exception.Message;
}
