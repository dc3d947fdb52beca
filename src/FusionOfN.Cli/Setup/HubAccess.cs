using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>How this command reaches the hub: what the environment says.</summary>
internal static class HubAccess
{
    public const string TokenVariable = "HF_TOKEN";
    private const string AddressVariable = "HF_ENDPOINT";

    /// <exception cref="CliException">The environment's address is none.</exception>
    public static HubOptions Options(CliHost host, string revision)
    {
        HubOptions options = new() { Revision = revision, Token = host.Variable(TokenVariable) is { Length: > 0 } token ? token.Trim() : null };
        return host.Variable(AddressVariable) switch
        {
            null or "" => options,
            { } text when Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" => options with { Endpoint = uri },
            { } text => throw CliException.Configuration($"{AddressVariable} is '{text}'; it must be an address such as https://huggingface.co"),
        };
    }

    /// <summary>Makes the requests. Large files take long: whoever waits watches the progress and stops it by the token.</summary>
    public static HttpClient Client() => new() { Timeout = Timeout.InfiniteTimeSpan };
}
