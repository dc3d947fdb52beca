namespace FusionOfN.Providers;

/// <summary>The key and the headers of an endpoint with their environment variables read, once.</summary>
internal sealed class EndpointSecrets
{
    private EndpointSecrets(string? key, IReadOnlyDictionary<string, string> headers, string? missingVariable, SecretScrubber scrubber)
    {
        Key = key;
        Headers = headers;
        MissingVariable = missingVariable;
        Scrubber = scrubber;
    }

    public string? Key { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The first variable that is named but not set.</summary>
    public string? MissingVariable { get; }

    public SecretScrubber Scrubber { get; }

    public static EndpointSecrets Read(EndpointOptions options, Func<string, string?> readVariable)
    {
        List<string?> secrets = [];
        string? missing = null;
        string? key = options.ApiKeyVariable is null ? null : ReadOne(options.ApiKeyVariable);
        Dictionary<string, string> headers = [];
        foreach ((string name, string value) in options.Headers)
        {
            bool isReference = value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith('}');
            headers[name] = isReference ? ReadOne(value[2..^1]) ?? "" : value;
        }

        return new EndpointSecrets(key, headers, missing, new SecretScrubber(secrets));

        string? ReadOne(string variable)
        {
            string? value = readVariable(variable)?.Trim();
            if (string.IsNullOrEmpty(value))
            {
                missing ??= variable;
                return null;
            }

            secrets.Add(value);
            return value;
        }
    }
}
