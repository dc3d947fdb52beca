namespace FusionOfN.Local;

/// <summary>How the hub is reached.</summary>
public sealed record HubOptions
{
    /// <summary>The address of the hub.</summary>
    /// <value>The default value is what <c>HF_ENDPOINT</c> names, else <c>https://huggingface.co</c>.</value>
    public Uri Endpoint { get; init; } = FromEnvironment();

    /// <summary>The access token for private and gated models. It is sent to the hub only, and never logged.</summary>
    /// <value>The default value is what <c>HF_TOKEN</c> holds.</value>
    public string? Token { get; init; } = Environment.GetEnvironmentVariable("HF_TOKEN") is { Length: > 0 } token ? token.Trim() : null;

    /// <summary>The branch, tag or commit.</summary>
    /// <value>The default value is <c>main</c>.</value>
    public string Revision { get; init; } = "main";

    /// <summary>Times a broken transfer is taken up again before the pull fails.</summary>
    /// <value>The default value is 3.</value>
    public int Retries { get; init; } = 3;

    /// <summary>Free bytes of the disk that holds a folder; null when unknown. For tests.</summary>
    internal Func<string, long?> FreeSpace { get; init; } = DiskSpace.Free;

    // Records print their properties; this one has a secret among them.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(Endpoint)} = {Endpoint}, {nameof(Revision)} = {Revision}");
        return true;
    }

    private static Uri FromEnvironment() =>
        Environment.GetEnvironmentVariable("HF_ENDPOINT") is not { Length: > 0 } text ? new Uri("https://huggingface.co")
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri
        : throw new LocalModelException($"HF_ENDPOINT is \"{text}\"; it must be an address such as https://huggingface.co.");
}
