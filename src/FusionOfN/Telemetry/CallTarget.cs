using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Whom a call goes to, as its client's metadata says.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Provider">The provider's name in the conventions' words, such as <c>openai</c>.</param>
/// <param name="Address">The server's host name; null for a model that runs in this process.</param>
/// <param name="Port">The server's port, where there is an address.</param>
internal readonly record struct CallTarget(string Model, string? Provider, string? Address, int? Port)
{
    /// <summary>What the model is called in figures.</summary>
    public string MetricName { get; private init; } = Model;

    /// <summary>Whether the model has a name of its own in figures.</summary>
    public bool IsNamed => MetricName != ChatModel.OtherMetricName;

    public static CallTarget Of(ChatModel model)
    {
        var metadata = model.Client.Find<ChatClientMetadata>();

        // The address of a file is a path of this machine.
        var server = metadata?.ProviderUri is { IsAbsoluteUri: true, IsFile: false, Host.Length: > 0 } uri ? uri : null;
        return new CallTarget(model.Name, metadata?.ProviderName, server?.Host, server?.Port is >= 0 and var port ? port : null) { MetricName = model.MetricName };
    }
}
