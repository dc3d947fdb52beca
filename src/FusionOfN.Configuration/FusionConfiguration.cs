using System.Text;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Configuration;

/// <summary>What a <c>fusion.yaml</c> says: endpoints, models, prices, scorers and recipes. A <see cref="RecipeBook"/> makes it usable.</summary>
public sealed class FusionConfiguration
{
    /// <summary>The name of the file that is looked for when none is given.</summary>
    public const string FileName = "fusion.yaml";

    private FusionConfiguration(string source, FusionSettings settings, IReadOnlyList<EndpointOptions> endpoints)
    {
        Source = source;
        Settings = settings;
        Endpoints = endpoints;
    }

    /// <summary>Where it comes from: the file, as it was given, or a description.</summary>
    public string Source { get; }

    /// <summary>The endpoints.</summary>
    public IReadOnlyList<EndpointOptions> Endpoints { get; }

    internal FusionSettings Settings { get; }

    /// <summary>Sections of the file that nobody asked for.</summary>
    internal IReadOnlySet<string> PassedOver { get; private init; } = new HashSet<string>();

    /// <summary>What the panel's models are asked with when nobody says anything about it.</summary>
    internal ChatOptions? PanelDefaults { get; private init; }

    /// <summary>A configuration without a file: one recipe named <c>default</c>, self-fusion of one model.</summary>
    /// <param name="source">Where the model was found, for people.</param>
    /// <param name="model">The model, as <c>ENDPOINT/MODEL-ID</c> or <c>local:NAME</c>.</param>
    /// <param name="endpoints">The endpoints that were found; the model's own among them.</param>
    /// <param name="samples">The number of samples, at least 1.</param>
    /// <param name="temperature">
    /// The panel's temperature where neither the request nor a model that runs in this process says otherwise; null leaves it to the server.
    /// </param>
    /// <exception cref="ArgumentException">The model is of no known endpoint.</exception>
    public static FusionConfiguration ForModel(
        string source, string model, IReadOnlyList<EndpointOptions> endpoints, int samples = 5, double? temperature = 0.7)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);

        FusionSettings settings = new()
        {
            Endpoints = endpoints.ToDictionary(
                endpoint => endpoint.Name, endpoint => new EndpointSettings { Kind = endpoint.Kind, BaseUrl = endpoint.BaseUrl.OriginalString }),
            Recipes = new Dictionary<string, RecipeSettings>
            {
                ["default"] = new()
                {
                    Description = $"{samples} samples of {model}, fused by it",
                    Panel = [new MemberSettings { Model = model, Samples = samples }],
                },
            },
        };
        return ModelNames.IsKnown(model, settings)
            ? new(source, settings, endpoints) { PanelDefaults = temperature is { } known ? new ChatOptions { Temperature = (float)known } : null }
            : throw new ArgumentException($"'{model}' is neither ENDPOINT/MODEL-ID of a given endpoint nor local:NAME.", nameof(model));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sections">The sections of programs above that are read. One of <see cref="ConfigurationSection.Reserved"/> that is not among them is passed over.</param>
    /// <returns>The configuration and every problem in it. A file that cannot be read is a problem too, not an exception.</returns>
    public static ConfigurationResult Load(string path, params IReadOnlyList<ConfigurationSection> sections)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Parse(File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)), path, sections);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "There is no such file.", "Check the path, or write one with 'fusion init'.");
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "The file is not UTF-8 text.", "Save it as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(path, $"The file cannot be read: {exception.Message}", "Check that it is a file and that you may read it.");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text of a <c>fusion.yaml</c>.</param>
    /// <param name="source">What problems call the file.</param>
    /// <param name="sections">As for <see cref="Load"/>.</param>
    /// <returns>The configuration and every problem in it.</returns>
    public static ConfigurationResult Parse(string text, string source = FileName, params IReadOnlyList<ConfigurationSection> sections)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sections);

        ProblemList problems = new(source);
        var root = YamlTreeReader.Read(text, problems);
        if (root is null or YamlScalar { IsNull: true })
        {
            if (problems.Count == 0)
                problems.Add(new Place(1, 1), "The file is empty.", "Write one with 'fusion init'.");
            return new(null, problems.ToList());
        }

        SecretCheck.Run(root, problems);
        ShapeReader reader = new(problems);
        if (reader.ReadFile(root, sections) is not { } settings)
            return new(null, problems.ToList());

        ReferenceCheck.Run(settings, reader.References, problems);
        RecipeCheck.Run(settings, reader.Map, problems);
        ScorerCheck.Run(settings, reader.Map, problems);
        PriceCheck.Run(settings, reader.Map, problems);
        EndpointCheck.Run(settings, reader.Map, problems);
        BodyCheck.Run(settings, reader.Map, problems);
        foreach (var (section, value) in settings.Sections)
            section.Check(value, new SectionProblems(reader.Map, problems));
        var found = problems.ToList();
        return found.All(problem => problem.IsWarning)
            ? new(new FusionConfiguration(source, settings, EndpointMapping.ToOptions(settings)) { PassedOver = reader.PassedOver }, found)
            : new(null, found);
    }

    private static ConfigurationResult Unreadable(string path, string message, string mend) =>
        new(null, [new ConfigurationProblem(path, 0, 0, message, mend)]);
}
