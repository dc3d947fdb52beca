namespace FusionOfN.Cli;

/// <summary>Where this command keeps what it remembers: <c>fusionofn</c> in XDG's state folder on Linux, in the folder for application data elsewhere.</summary>
internal static class StateFolder
{
    public const string Variable = "XDG_STATE_HOME";

    public static string Of(CliHost host) => Path.Combine(Root(host), "fusionofn");

    // XDG base directory specification: a path that is not absolute is ignored.
    private static string Root(CliHost host)
    {
        if (host.Variable(Variable) is { } named && Path.IsPathRooted(named))
            return named;
        return OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? Folder(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Folder(Environment.SpecialFolder.UserProfile), ".local", "state");
    }

    private static string Folder(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify);
}
