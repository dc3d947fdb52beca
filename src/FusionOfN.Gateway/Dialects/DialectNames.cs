namespace FusionOfN.Gateway;

/// <summary>The dialects, as logs, receipts and error messages call them.</summary>
internal static class DialectNames
{
    public const string Plain = "plain";
    public const string Own = "fusion";
    public const string OpenRouterAlias = "openrouter-alias";
    public const string OpenRouterPlugin = "openrouter-plugin";
    public const string OpenRouterTool = "openrouter-tool";
    public const string LiteLlm = "litellm";
    public const string Merge = "merge";
    public const string VllmSr = "vllm-sr";
    public const string FreeLlmApi = "freellmapi";
    public const string ItsHub = "its-hub";
    public const string OptiLlm = "optillm";
}
