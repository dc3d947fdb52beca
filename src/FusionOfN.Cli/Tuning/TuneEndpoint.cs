using FusionOfN.Configuration;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>The server of a fine-tuning job.</summary>
internal sealed class TuneEndpoint : IDisposable
{
    private readonly ModelSource _source;

    private TuneEndpoint(ModelSource source, Endpoint endpoint)
    {
        _source = source;
        Options = endpoint.Options;
        Client = new FineTuningClient(endpoint);
    }

    public EndpointOptions Options { get; }

    public FineTuningClient Client { get; }

    /// <summary>The address for people and files: without a query.</summary>
    public string Address => Options.BaseUrl.GetLeftPart(UriPartial.Path);

    /// <summary>Finds it.</summary>
    /// <param name="host">The process.</param>
    /// <param name="configFile">The configuration file that was named, if any.</param>
    /// <param name="name">The endpoint's name; null for the only one.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="CliException">There is none, or several.</exception>
    public static async Task<TuneEndpoint> FindAsync(CliHost host, string? configFile, string? name, CancellationToken cancellationToken)
    {
        ModelSource source = await CliModels.FindAsync(host, configFile, cancellationToken);
        try
        {
            EndpointOptions[] able = [.. source.Book.Endpoints.Where(endpoint => endpoint.Kind is EndpointKind.OpenAi or EndpointKind.Azure)];
            string known = able.Length == 0 ? "There is none." : $"There are {string.Join(", ", able.Select(endpoint => endpoint.Name))}.";
            EndpointOptions chosen = name is not null
                ? able.FirstOrDefault(endpoint => endpoint.Name == name) ?? throw CliException.BadInput($"--endpoint: there is no endpoint '{name}' with an API of OpenAI's kind", known)
                : able is [var only] ? only
                : throw CliException.BadInput(able.Length == 0 ? "fine-tuning needs an endpoint with an API of OpenAI's kind" : "there are several endpoints, and it is not said which one trains", $"{known} Name one with --endpoint.");
            return new TuneEndpoint(source, source.Book.GetEndpoint(chosen.Name));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _source.Dispose();
    }
}
