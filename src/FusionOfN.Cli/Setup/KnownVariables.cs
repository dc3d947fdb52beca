using FusionOfN.Gateway;
using FusionOfN.Local;

namespace FusionOfN.Cli;

/// <summary>Every environment variable that this command looks at, for <c>fusion config</c> and the manual.</summary>
internal static class KnownVariables
{
    public static IReadOnlyList<(string Name, string Meaning)> All { get; } =
    [
        ("OPENAI_API_KEY", "the key of OpenAI, or of the server that OPENAI_BASE_URL names"),
        ("OPENAI_BASE_URL", "any server that speaks OpenAI's API: vLLM, llama.cpp, LM Studio, OpenRouter …"),
        ("OPENAI_MODEL", "the model to use there"),
        ("ANTHROPIC_API_KEY", "the key of Anthropic"),
        ("ANTHROPIC_BASE_URL", "another address of Anthropic's API"),
        ("ANTHROPIC_MODEL", "the model to use there"),
        ("OLLAMA_HOST", "where Ollama answers, else localhost:11434"),
        ("OLLAMA_MODEL", "the model to use there"),
        (LocalModelCatalog.EnvironmentVariable, "the folder of pulled models"),
        (HubDataSets.EnvironmentVariable, "the folder of data sets that prompts were read from on the hub"),
        ("HF_TOKEN", "the token of the Hugging Face hub, for 'fusion models pull', prompts of hf: addresses and 'fusion synth push'"),
        ("HF_ENDPOINT", "another address of the hub"),
        (GatewayStoreAddress.Variable, "the gateway's store: a file, or a PostgreSQL connection string"),
        (LogOption.Variable, "what 'fusion logs' keeps: off, receipts or texts"),
        (StateFolder.Variable, "the folder below which the log is, on Linux"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "where the gateway sends its traces and metrics; it sends none without"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "how it sends them: grpc or http/protobuf"),
        ("NO_COLOR", "no colours when it is set"),
        ("TERM", "no colours and no live view when it is dumb"),
        ("DOTNET_BUNDLE_EXTRACT_BASE_DIR", "where the single-file build unpacks what it carries"),
    ];
}
