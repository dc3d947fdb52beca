using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>What is left of a conversation for models that know single questions only.</summary>
internal static class LastTurn
{
    private const string Note = "Left out, because these models know single questions only: system messages and earlier turns.";

    /// <summary>The run with the last question alone; as it is, when that is all there is.</summary>
    public static PlannedRun Of(PlannedRun run)
    {
        if (run.Request.Messages is [_] || run.Request.Messages.LastOrDefault(message => message.Role == ChatRole.User) is not { } last)
            return run;
        return run with { Request = run.Request with { Messages = [last], Notes = [.. run.Request.Notes, Note] } };
    }
}
