namespace FusionOfN.Providers;

/// <summary>
/// Finds an endpoint when there is no configuration file: <c>OPENAI_API_KEY</c> or <c>OPENAI_BASE_URL</c>, then <c>ANTHROPIC_API_KEY</c>, then a
/// reachable Ollama (<c>OLLAMA_HOST</c>, else this machine).
/// </summary>
public static class EndpointDiscovery
{
    private const string OllamaPort = "11434";

    // In the order of preference: cheap models that take a temperature, without which samples of one model hardly differ.
    private static readonly string[] OpenAiModels = ["gpt-4.1-mini", "gpt-4o-mini", "gpt-5-mini"];
    private static readonly string[] AnthropicModels = ["claude-haiku-5-5", "claude-haiku-4-5"];

    /// <summary>Looks in the fixed order and takes the first that is there. Asks servers for their model list only, with short time limits.</summary>
    /// <param name="runtime">Clock, environment variables and so on; null takes the real ones.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<DiscoveredEndpoint> FindAsync(EndpointRuntime? runtime = null, CancellationToken cancellationToken = default)
    {
        runtime ??= new EndpointRuntime();
        string? openAiUrl = Read(runtime, "OPENAI_BASE_URL");
        if (Read(runtime, "OPENAI_API_KEY") is not null || openAiUrl is not null)
            return await FindOpenAiAsync(openAiUrl, runtime, cancellationToken).ConfigureAwait(false);
        if (Read(runtime, "ANTHROPIC_API_KEY") is not null) return await FindAnthropicAsync(runtime, cancellationToken).ConfigureAwait(false);
        return await FindOllamaAsync(runtime, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DiscoveredEndpoint> FindOpenAiAsync(string? baseUrl, EndpointRuntime runtime, CancellationToken cancellationToken)
    {
        bool hasKey = Read(runtime, "OPENAI_API_KEY") is not null;
        string because = hasKey ? "OPENAI_API_KEY is set" : "OPENAI_BASE_URL is set";
        if (!TryAddress(baseUrl ?? "https://api.openai.com/v1", out Uri? address)) return BadAddress("OPENAI_BASE_URL", baseUrl!);
        EndpointOptions options = Hosted("openai", EndpointKind.OpenAi, address, hasKey ? "OPENAI_API_KEY" : null);
        return await ChooseAsync(options, "OPENAI_MODEL", baseUrl is null ? OpenAiModels : [], because, runtime, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DiscoveredEndpoint> FindAnthropicAsync(EndpointRuntime runtime, CancellationToken cancellationToken)
    {
        string? baseUrl = Read(runtime, "ANTHROPIC_BASE_URL");
        if (!TryAddress(baseUrl ?? "https://api.anthropic.com", out Uri? address)) return BadAddress("ANTHROPIC_BASE_URL", baseUrl!);
        EndpointOptions options = Hosted("anthropic", EndpointKind.Anthropic, address, "ANTHROPIC_API_KEY");
        return await ChooseAsync(options, "ANTHROPIC_MODEL", AnthropicModels, "ANTHROPIC_API_KEY is set", runtime, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DiscoveredEndpoint> FindOllamaAsync(EndpointRuntime runtime, CancellationToken cancellationToken)
    {
        string? host = Read(runtime, "OLLAMA_HOST");
        if (!TryAddress(OllamaAddress(host), out Uri? address)) return BadAddress("OLLAMA_HOST", host!);
        EndpointOptions options = Hosted("ollama", EndpointKind.Ollama, address, keyVariable: null) with
        {
            // Ollama runs a few requests side by side and queues the others; more in flight would only wait there, with our clock running.
            MaxConcurrency = 4,
            Timeouts = new EndpointTimeouts { Connect = TimeSpan.FromSeconds(1) },
        };
        ProbeReport report = await EndpointProbe.RunAsync(options, runtime, cancellationToken).ConfigureAwait(false);
        const string NoKeys = "Neither OPENAI_API_KEY nor ANTHROPIC_API_KEY is set";
        if (report.Models is not { } models) return new DiscoveredEndpoint(null, null, $"{NoKeys}, and no Ollama answers at {options.Address}.");
        // Embedding models are listed too, and cannot chat.
        string? model = Read(runtime, "OLLAMA_MODEL") ?? models.FirstOrDefault(name => !name.Contains("embed", StringComparison.OrdinalIgnoreCase));
        if (model is null)
            return new DiscoveredEndpoint(null, null, $"{NoKeys}, and the Ollama at {options.Address} has no chat model; 'ollama pull qwen3:4b' would fetch one.");
        return new DiscoveredEndpoint(
            options, model, $"Using {model} of the Ollama at {options.Address}, because it answers and no key is set (OLLAMA_MODEL chooses another model).");
    }

    private static async Task<DiscoveredEndpoint> ChooseAsync(
        EndpointOptions options, string modelVariable, string[] preferred, string because, EndpointRuntime runtime, CancellationToken cancellationToken)
    {
        if (Read(runtime, modelVariable) is { } wanted)
            return new DiscoveredEndpoint(options, wanted, $"Using {wanted} at {options.Address}, because {because} and {modelVariable} names the model.");
        ProbeReport report = await EndpointProbe.RunAsync(options, runtime, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> listed = report.Models ?? [];
        string? model = preferred.FirstOrDefault(name => listed.Contains(name))
            ?? preferred.Select(name => listed.FirstOrDefault(other => other.StartsWith(name, StringComparison.Ordinal))).FirstOrDefault(other => other is not null)
            ?? preferred.FirstOrDefault(_ => listed.Count == 0)
            ?? listed.FirstOrDefault(name => !name.Contains("embed", StringComparison.OrdinalIgnoreCase));
        return model is null
            ? new DiscoveredEndpoint(null, null, $"{Capitalise(because)}, but {options.Address} lists no model; set {modelVariable}. {report.Problem?.Message}".TrimEnd())
            : new DiscoveredEndpoint(options, model, $"Using {model} at {options.Address}, because {because} ({modelVariable} chooses another model).");
    }

    private static EndpointOptions Hosted(string name, EndpointKind kind, Uri address, string? keyVariable) =>
        new() { Name = name, Kind = kind, BaseUrl = address, ApiKeyVariable = keyVariable };

    // OLLAMA_HOST is a host, a host and a port, or an address; and a server's "every interface" is this machine for a client.
    private static string OllamaAddress(string? host)
    {
        if (host is null) return $"http://localhost:{OllamaPort}";
        string address = host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)) return host;
        string name = uri.Host is "0.0.0.0" or "[::]" ? "localhost" : uri.Host;
        bool namesPort = uri.Authority.EndsWith($":{uri.Port}", StringComparison.Ordinal) || address.Contains($":{uri.Port}", StringComparison.Ordinal);
        string port = namesPort || host.Contains("://", StringComparison.Ordinal) ? $"{uri.Port}" : OllamaPort;
        return $"{uri.Scheme}://{name}:{port}{uri.AbsolutePath.TrimEnd('/')}";
    }

    private static bool TryAddress(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;

    private static DiscoveredEndpoint BadAddress(string variable, string value) =>
        new(null, null, $"{variable} is '{value}', which is no address; it has to start with http:// or https:// and hold no password.");

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string? Read(EndpointRuntime runtime, string variable) =>
        runtime.ReadVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
