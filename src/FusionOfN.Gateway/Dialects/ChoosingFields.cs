using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Gateway;

/// <summary>
/// Which of a body's fields may go to the members untouched: not those by which a server that is itself a gateway lets a request choose models, routes,
/// addresses or credentials, unless the endpoint allows them by name; and not what is a known field in other letters, which was meant to be it.
/// </summary>
internal static class ChoosingFields
{
    private const int LongestOnStack = 64;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    private static readonly FrozenSet<string> Choosing = new[]
    {
        "models", "model_list", "model_group", "route", "routes", "router", "route_to", "engine", "server", "cluster", "jwt",
        "model_override", "override_model", "model_alias", "model_aliases", "virtual_key", "virtual_keys", "api_base", "api_type", "api_version",
        "base_url", "endpoint", "endpoint_url", "proxy", "proxies", "api_key", "api_keys", "api_token", "access_token", "auth", "authorization", "credentials", "password", "organization",
        "headers", "extra_body", "extra_query", "user_config", "byok", "callbacks", "success_callback", "failure_callback", "webhook", "webhook_url",
        "mock_response", "best_of", "host", "hostname", "url", "upstream", "model_name", "model_id", "model_info", "token", "bearer", "secret", "region", "region_name",

        // Which configuration, model beside the model, or provider: OpenRouter's preset, Portkey's config and targets, the AI SDK's provider options, prompts kept at LiteLLM.
        "target", "targets", "strategy", "config", "preset", "provider_options", "llm_providers", "prompt_id", "tags", "specific_deployment", "allowed_model_region", "safety_model", "draft_model",
        "adapter", "adapters", "adapter_id", "lora", "lora_path", "lora_request", "project", "project_id", "tenant", "tenant_id", "account", "account_id", "workspace", "workspace_id",

        // Other servers that are read from, with their credentials, and code that runs in the server: Azure's data sources, servers of tools, vLLM's and SGLang's processors of logits.
        "data_sources", "mcp_servers", "logits_processors", "custom_logit_processor", "ssl_verify", "input_cost_per_token", "output_cost_per_token",
    }.Select(Fold).ToFrozenSet(StringComparer.Ordinal);

    // Everything by which LiteLLM and others choose a cloud and its credentials, what checks a request and where it is written down, and from which machine an engine fetches what was computed.
    private static readonly string[] ChoosingBeginnings = ["provider", "routing", "deployment", "backend", "aws", "azure", "vertex", "litellm", "watsonx", "bedrock", "guardrail", "langfuse", "langsmith", "portkey", "helicone", "gcs", "kvtransfer", "bootstrap"];

    // Whosever they are: openai_api_key, x_api_key, ollama_base_url.
    private static readonly string[] ChoosingEnds = ["apikey", "apikeys", "apisecret", "apitoken", "apibase", "accesskey", "secretkey", "accesstoken", "authtoken", "password", "credentials", "secret", "url", "uri", "host", "hostname", "endpoint", "webhook", "callback", "callbacks", "proxy", "provider", "providers", "headers", "cookie", "cookies"];

    // fallback_models, context_window_fallbacks, default_fallback: whatever it is called, another model answers.
    private const string Fallback = "fallback";

    private static readonly FrozenDictionary<string, string> Known = new[]
    {
        "model", "messages", "input", "instructions", "n", "stream", "stream_options", "max_tokens", "max_completion_tokens", "max_output_tokens", "temperature", "top_p", "top_k",
        "min_p", "stop", "seed", "frequency_penalty", "presence_penalty", "repetition_penalty", "logit_bias", "logprobs", "top_logprobs", "tools", "tool_choice",
        "parallel_tool_calls", "functions", "function_call", "response_format", "reasoning", "reasoning_effort", "thinking", "verbosity", "text", "include", "store", "metadata", "user",
        "service_tier", "modalities", "audio", "prediction", "prompt", "prompt_cache_key", "safety_identifier", "web_search_options", "previous_response_id", "conversation",
        "background", "truncation", "system", "stop_sequences", "fusion", "plugins", "budget", "optillm_approach",
    }.ToFrozenDictionary(Fold, name => name, StringComparer.Ordinal);

    /// <summary>Looks through the fields of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="models">What endpoints there are, and what they allow.</param>
    /// <exception cref="GatewayException">400, with the field's path.</exception>
    public static void Check(JsonObject body, ModelDirectory models)
    {
        foreach (var (name, value) in body)
        {
            // No API has others, and what looks like a known name, or is one for a server that trims, must not get past it.
            if (name.AsSpan().ContainsAnyExcept(OfNames))
                throw GatewayException.BadField(Secrets.Mask(name), "the names of fields are of ASCII letters, digits and _ - . only.", "unknown_field");
            var folded = Fold(name);
            if (Known.TryGetValue(folded, out var known) && known != name)
                throw GatewayException.BadField(Secrets.Mask(name), $"unknown field; did you mean '{known}'?", "unknown_field");
            if (Chooses(folded) && !models.AllowedFields.Contains(name))
                throw NotAllowed(name);
        }
    }

    /// <summary>Checks that every endpoint of a run allows the fields of its kind that are sent to it.</summary>
    /// <exception cref="GatewayException">400, with the field's path.</exception>
    public static void Check(PlannedRun run)
    {
        // At another address than chat the whole body is passed on.
        var place = run.Request.Call is null ? EndpointProperties.Body : EndpointProperties.Given;
        if (run.Request.Options.AdditionalProperties?.GetValueOrDefault(place) is not JsonObject passed)
            return;

        foreach (var name in passed.Select(field => field.Key).Where(name => Chooses(Fold(name))))
        {
            if (run.Recipe.Models.Select(model => run.Models.Book.FindEndpoint(model.Name)).Any(endpoint => endpoint is not null && !endpoint.AllowedFields.Contains(name)))
                throw NotAllowed(name);
        }
    }

    private static bool Chooses(string folded) => Choosing.Contains(folded) || folded.Contains(Fallback, StringComparison.Ordinal)
        || ChoosingBeginnings.Any(beginning => folded.StartsWith(beginning, StringComparison.Ordinal))
        || ChoosingEnds.Any(end => folded.EndsWith(end, StringComparison.Ordinal));

    // baseUrl, base-url and BASE_URL are read as base_url by one server or another.
    private static string Fold(string name)
    {
        Span<char> folded = name.Length <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[name.Length];
        var length = 0;
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
                folded[length++] = char.ToLowerInvariant(character);
        }

        return new(folded[..length]);
    }

    private static GatewayException NotAllowed(string name) => GatewayException.BadField(
        Secrets.Mask(name),
        "it lets a request choose models, routes, addresses or credentials, and none of these is the request's to choose. Leave it out. Whoever runs the gateway can allow it for an endpoint (allow_fields in fusion.yaml).",
        "field_not_allowed");
}
