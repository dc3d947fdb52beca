namespace FusionOfN.Gateway;

/// <summary>What the <c>model</c> of a request names.</summary>
/// <param name="Name">The name as the client gave it.</param>
/// <param name="Family">Whose name it is.</param>
internal sealed record ModelTarget(string Name, ModelFamily Family)
{
    /// <summary>The plain model; null for a fusion.</summary>
    public string? Model { get; init; }

    /// <summary>The recipe; null for the default one and for a plain model.</summary>
    public string? Recipe { get; init; }

    /// <summary>When to fuse, where the name says so.</summary>
    public InvocationMode? Invocation { get; init; }

    /// <summary>The OptiLLM approach in front of the name; null when there is none.</summary>
    public string? Approach { get; init; }
}
