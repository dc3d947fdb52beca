using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>Brings the many finish reasons of OpenAI-compatible servers to the few that there are.</summary>
internal static class FinishReasons
{
    /// <summary>What a reason means; null when it says that the server gave up in the middle of the answer.</summary>
    public static ChatFinishReason? Map(string reason) => reason.ToUpperInvariant() switch
    {
        "LENGTH" or "MAX_TOKENS" or "MODEL_LENGTH" or "MAX_LENGTH" => ChatFinishReason.Length,
        "CONTENT_FILTER" or "SAFETY" or "REFUSAL" or "RECITATION" or "PROHIBITED_CONTENT" => ChatFinishReason.ContentFilter,
        "TOOL_CALLS" or "TOOL_CALL" or "TOOL_USE" or "FUNCTION_CALL" => ChatFinishReason.ToolCalls,
        "ERROR" or "ABORT" or "ABORTED" or "CANCELLED" or "INSUFFICIENT_SYSTEM_RESOURCE" => null,
        _ => ChatFinishReason.Stop,
    };
}
