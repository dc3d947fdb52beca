namespace FusionOfN.Gateway;

/// <summary>Whose manner of naming a model's name follows; it says which dialects the rest of the request may be in.</summary>
internal enum ModelFamily
{
    /// <summary>A plain model.</summary>
    Plain,

    /// <summary><c>fusion</c> and <c>fusion/NAME</c>.</summary>
    Own,

    /// <summary><c>openrouter/fusion</c>.</summary>
    OpenRouter,

    /// <summary><c>litellm/fusion-1</c>.</summary>
    LiteLlm,

    /// <summary><c>vllm-sr/fusion</c> and <c>vllm-sr/auto</c>.</summary>
    VllmSr,
}
