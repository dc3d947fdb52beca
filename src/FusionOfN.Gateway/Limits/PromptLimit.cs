using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>Refuses conversations that are longer than the gateway takes, before anything is sent.</summary>
internal static class PromptLimit
{
    /// <summary>Checks a run's conversation.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">The most tokens; null for no limit.</param>
    /// <exception cref="GatewayException">400: it is longer.</exception>
    public static void Check(PlannedRun run, int? most)
    {
        if (most is not { } limit)
            return;

        int tokens = TokenEstimate.Count(run.Recipe.Panel.Members[0].Model, run.Request.Messages);
        if (tokens <= limit)
            return;

        throw new GatewayException(400, string.Create(
            CultureInfo.InvariantCulture,
            $"messages: about {tokens} tokens, and this gateway takes {limit} (gateway.max_prompt_tokens in fusion.yaml). Shorten the conversation."))
        {
            Param = "messages",
            Code = "context_length_exceeded",
            FailureReason = FailureReasons.ContextOverflow,
        };
    }
}
