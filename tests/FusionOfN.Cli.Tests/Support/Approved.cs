using System.Reflection;

namespace FusionOfN.Cli.Tests;

/// <summary>
/// Compares a text with the approved file of its name. A difference leaves <c>NAME.received.txt</c> beside it; setting
/// <c>FUSION_APPROVE=1</c> takes what was received as approved.
/// </summary>
internal static class Approved
{
    private static readonly string Folder = Path.Combine(
        typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!, "Approved");

    public static void Check(string name, string text)
    {
        string received = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
        string approvedFile = Path.Combine(Folder, $"{name}.txt");
        string receivedFile = Path.Combine(Folder, $"{name}.received.txt");
        if (Environment.GetEnvironmentVariable("FUSION_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(approvedFile, received);
        }

        string approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (approved == received)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Equal(approved, received);
    }
}
