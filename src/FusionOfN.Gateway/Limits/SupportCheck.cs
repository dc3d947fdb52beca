using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>Refuses what none of the models that are asked has a place for, before anything is sent.</summary>
internal static class SupportCheck
{
    /// <summary>Checks a run.</summary>
    /// <exception cref="GatewayException">400: it holds tools, images or files, and no model that is asked can take them.</exception>
    public static void Check(PlannedRun run)
    {
        if (run.Request.Options is { Tools.Count: > 0, ToolMode: not NoneChatToolMode } && !Takes(run, SupportedOptions.Tools))
            throw Unsupported(run, "tools", "take no tools; leave them out, or name a model with 'tools' among its supported_parameters.");
        if (run.Request.Messages.Any(message => message.Contents.Any(IsAttachment)) && !Takes(run, SupportedOptions.Attachments))
            throw Unsupported(run, "messages", "read text only; leave images, audio and files out, or name another model.");
        if (PassedFields.FindSpecial(run.Request.Options) is { } special && !SpeaksOpenAi(run))
            throw Unsupported(run, special, "are behind an API that has no place for it; leave it out, or name another model.");
        if (run.Request.Messages.Any(message => message.Contents.Any(ContentPartReader.IsForeign)) && !SpeaksOpenAi(run))
            throw Unsupported(run, "messages", "are behind an API that has no place for a part of that type; leave it out, or name another model.");
    }

    private static bool SpeaksOpenAi(PlannedRun run) => run.Recipe.Panel.Members.All(member => PassedCall.CanReach(member.Model));

    private static bool IsAttachment(AIContent content) => content is DataContent or UriContent or HostedFileContent;

    private static bool Takes(PlannedRun run, SupportedOptions what) => run.Recipe.Panel.Members.Any(member => member.Model.Supports.HasFlag(what));

    private static GatewayException Unsupported(PlannedRun run, string field, string why) => GatewayException.BadField(
        field, $"the models asked here ({string.Join(", ", run.Recipe.Panel.Members.Select(member => member.Model.Name).Distinct())}) {why}", "unsupported_value");
}
