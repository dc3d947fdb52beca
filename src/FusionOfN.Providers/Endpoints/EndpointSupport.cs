namespace FusionOfN.Providers;

/// <summary>What of a call's options the API of an endpoint has a place for.</summary>
internal static class EndpointSupport
{
    public static SupportedOptions Of(EndpointKind kind) => kind switch
    {
        EndpointKind.Anthropic =>
            SupportedOptions.StopSequences | SupportedOptions.Tools | SupportedOptions.ToolChoice | SupportedOptions.ResponseFormat | SupportedOptions.Reasoning
            | SupportedOptions.Attachments,
        EndpointKind.Ollama => SupportedOptions.All & ~SupportedOptions.ToolChoice,
        _ => SupportedOptions.All,
    };
}
