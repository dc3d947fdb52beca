namespace FusionOfN.Gateway;

/// <summary>The model names that stand for a fusion. They win over models of the same name.</summary>
internal static class FusionNames
{
    public const string Default = "fusion";
    public const string Prefix = "fusion/";
    public const string OpenRouter = "openrouter/fusion";
    public const string LiteLlm = "litellm/fusion-1";
    public const string VllmSr = "vllm-sr/fusion";
    public const string VllmSrAuto = "vllm-sr/auto";

    /// <summary>The names that are not made of a recipe's.</summary>
    public static IReadOnlyList<string> Fixed { get; } = [Default, OpenRouter, LiteLlm, VllmSr, VllmSrAuto];

    /// <summary>Whether a name stands for a fusion, known or not.</summary>
    public static bool IsFusion(string name) => Fixed.Contains(name) || name.StartsWith(Prefix, StringComparison.Ordinal);
}
