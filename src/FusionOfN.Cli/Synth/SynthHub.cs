using FusionOfN.Cli.Rendering;
using FusionOfN.Local;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Brings prompts of a hub here, at one commit, before anything else is read of them.</summary>
internal static class SynthHub
{
    private const string StandardRevision = "main";

    /// <summary>The choice with its prompts on this machine; as it was when they are not on a hub.</summary>
    /// <param name="host">The process.</param>
    /// <param name="choice">The command line.</param>
    /// <param name="recorded">The prompts that the job was begun with; it goes on with the commit of these. Null for a new job.</param>
    /// <param name="cancellationToken">Stops it; what came so far stays.</param>
    /// <exception cref="CliException">The address is none, or the hub has no such prompts.</exception>
    public static async Task<SynthChoice> FetchAsync(CliHost host, SynthChoice choice, string? recorded, CancellationToken cancellationToken)
    {
        if (!HubAddress.IsOne(choice.Prompts))
            return choice;
        try
        {
            HubAddress address = HubAddress.Parse(choice.Prompts!);
            using HttpClient http = HubAccess.Client();
            HubDataSets hub = new(http, Folder(host), HubAccess.Options(host, address.Revision ?? RecordedRevision(address, recorded) ?? StandardRevision));
            HubDataSet set = await hub.FindAsync(address.Id, cancellationToken);
            HubChoice files = HubChoice.Of(address, set.Paths, await hub.ReadCardAsync(set, cancellationToken));
            HubAddress pinned = address with { Revision = set.Commit, Config = files.Config, Split = files.Split };
            IReadOnlyList<string> paths = await ByteProgress.RunAsync(
                host, $"fetching {pinned} ({Figures.Of(files.Paths.Count, "file")})", progress => hub.FetchAsync(set, files.Paths, progress, cancellationToken));
            return choice with { Prompts = pinned.ToString(), HubFiles = [.. paths.Zip(files.Paths, (path, name) => (path, $"hf:{address.Id}/{name}"))] };
        }
        catch (LocalModelException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message);
        }
        catch (SynthesisException exception)
        {
            throw CliException.BadInput(exception.Message, exception.Hint);
        }
    }

    // A job that goes on reads what it began with, whatever was pushed to the branch since.
    private static string? RecordedRevision(HubAddress address, string? recorded)
    {
        if (!HubAddress.IsOne(recorded))
            return null;
        HubAddress before = HubAddress.Parse(recorded!);
        bool same = before.Id == address.Id && (address.Config ?? before.Config) == before.Config && (address.Split ?? before.Split) == before.Split;
        return same ? before.Revision : null;
    }

    /// <summary>Where data sets of the hub are kept; null for the usual place.</summary>
    public static string? Folder(CliHost host) => host.Variable(HubDataSets.EnvironmentVariable) is { Length: > 0 } root ? host.FullPath(root) : null;
}
