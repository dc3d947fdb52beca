namespace FusionOfN.Testing;

/// <summary>The API a request to a <see cref="FakeUpstream"/> speaks, told by its path.</summary>
public enum UpstreamDialect
{
    /// <summary>POST …/chat/completions.</summary>
    OpenAi,

    /// <summary>POST …/messages.</summary>
    Anthropic,

    /// <summary>POST …/api/chat.</summary>
    Ollama,

    /// <summary>GET …/models or …/api/tags.</summary>
    Models,

    /// <summary>Anything else: routes added with <see cref="FakeUpstream.Map"/>, or unknown paths.</summary>
    Other,
}
