using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>Decides where models come from, alike for every program: a file, else environment variables, else a running Ollama, else the models in the box.</summary>
public static class ModelSources
{
    private const string Mend = "Set OPENAI_API_KEY or ANTHROPIC_API_KEY, start Ollama, or write a fusion.yaml with 'fusion init'.";

    /// <summary>Finds the models. Nothing is sent but the questions of <see cref="EndpointDiscovery"/>.</summary>
    /// <param name="search">What the program gives for it.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>The models, or why there are none.</returns>
    /// <exception cref="ConfigurationException">A variable's file cannot be read, or the models in the box cannot be unpacked.</exception>
    public static async Task<ModelSearchResult> FindAsync(ModelSearch search, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        if (!ConfigurationFile.TryFind(search.File, search.WorkingDirectory, out string? path, out var problem))
            return new(null, problem);
        if (path is not null)
            return OfFile(search, path);
        if (search.Models is [var first, ..] && search.Models.All(name => IsOwn(search, name)))
            return Found(Create(search, FusionConfiguration.ForModel("--models", first, []), "Models that run in this process"));

        var found = await EndpointDiscovery.FindAsync(search.Runtime, cancellationToken).ConfigureAwait(false);
        if (found is { Options: { } endpoint, Model: { } model })
            return Found(Create(search, FusionConfiguration.ForModel(found.Reason, $"{endpoint.Name}/{model}", [endpoint]), found.Reason.TrimEnd('.'), endpoint.Name));
        return search.Box?.Open(search.Runtime, found.Reason) is { } box ? Found(box) : new(null, new SetupProblem(found.Reason, Mend));
    }

    private static ModelSearchResult OfFile(ModelSearch search, string path)
    {
        var result = ConfigurationFile.Read(path, search.WorkingDirectory, search.Sections);
        var found = result.Configuration is { } configuration
            ? Found(Create(search, configuration, $"Models of {Path.GetRelativePath(search.WorkingDirectory, path)}", file: path))
            : new ModelSearchResult(null, result.Problem);
        return found with { Warnings = result.Warnings };
    }

    private static ModelSearchResult Found(ModelSource source) => new(source, null);

    private static ModelSource Create(ModelSearch search, FusionConfiguration configuration, string origin, string? endpoint = null, string? file = null)
    {
        var local = search.Box?.OpenLocalModels();
        RecipeBook book = new(configuration, new RecipeBookOptions { Runtime = search.Runtime, LocalModels = local is null ? null : local.Load, Adapt = local is null ? null : local.Adapt });
        return new ModelSource(book, origin, local)
        {
            File = file,
            Qualify = name => endpoint is null || IsQualified(name, endpoint) ? name : $"{endpoint}/{name}",
        };
    }

    private static bool IsOwn(ModelSearch search, string name) => search.Box is { } box && ModelNames.IsLocal(name) && !box.Holds(name[ModelNames.Local.Length..]);

    // With a single endpoint a bare model id can only mean a model there.
    private static bool IsQualified(string name, string endpoint) => name.StartsWith(ModelNames.Local, StringComparison.Ordinal) || name.StartsWith($"{endpoint}/", StringComparison.Ordinal);
}
