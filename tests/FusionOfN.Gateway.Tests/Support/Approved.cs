using System.Reflection;
using System.Text.RegularExpressions;

namespace FusionOfN.Gateway.Tests;

/// <summary>
/// Compares what went over the wire with the approved file of its name. Ids, times and durations are scrubbed. A difference leaves
/// <c>NAME.received.txt</c> beside it; setting <c>FUSION_APPROVE=1</c> takes what was received as approved.
/// </summary>
internal static partial class Approved
{
    private static readonly string Folder = Path.Combine(
        typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!, "Transcripts");

    public static void Check(string name, string text)
    {
        string received = Scrub(text.ReplaceLineEndings("\n"));
        string approvedFile = Path.Combine(Folder, $"{name}.verified.txt");
        string receivedFile = Path.Combine(Folder, $"{name}.received.txt");
        if (Environment.GetEnvironmentVariable("FUSION_APPROVE") == "1")
            File.WriteAllText(approvedFile, received);

        string approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (approved == received)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Equal(approved, received);
    }

    private static string Scrub(string text)
    {
        foreach ((Regex what, string with) in ((Regex, string)[])[(Id(), "ID"), (Moment(), "$1TIME"), (Duration(), "$1MS"), (Seed(), "$1SEED"), (Hash(), "HASH"), (Port(), "PORT")])
            text = what.Replace(text, with);
        return text;
    }

    [GeneratedRegex("(?<=(run|req|resp|msg|rs|fc|st_fusion|chatcmpl)[_-])[0-9a-f]{32}")]
    private static partial Regex Id();

    [GeneratedRegex("""((?:created|created_at|completed_at)":)\d+""")]
    private static partial Regex Moment();

    [GeneratedRegex("""("latency_ms":)[0-9.]+""")]
    private static partial Regex Duration();

    [GeneratedRegex("""("seed":)\d+""")]
    private static partial Regex Seed();

    [GeneratedRegex("(?<=\")[0-9a-f]{64}(?=\")")]
    private static partial Regex Hash();

    [GeneratedRegex(@"(?<=127\.0\.0\.1:)\d+")]
    private static partial Regex Port();
}
