using System.Text;

namespace FusionOfN.Providers;

/// <summary>What a <c>fusion.yaml</c> says: endpoints, models, prices, scorers and recipes. A <see cref="RecipeBook"/> makes it usable.</summary>
public sealed class FusionConfiguration
{
    /// <summary>The name of the file that is looked for when none is given.</summary>
    public const string FileName = "fusion.yaml";

    internal FusionConfiguration(string source, FusionSettings settings)
    {
        Source = source;
        Settings = settings;
    }

    /// <summary>Where it comes from: the file, as it was given, or a description.</summary>
    public string Source { get; }

    internal FusionSettings Settings { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The configuration and every problem in it. A file that cannot be read is a problem too, not an exception.</returns>
    public static ConfigurationResult Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Parse(File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)), path);
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
    /// <returns>The configuration and every problem in it.</returns>
    public static ConfigurationResult Parse(string text, string source = FileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(source);

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
        if (reader.ReadBlock<FusionSettings>(root) is not { } settings)
            return new(null, problems.ToList());

        ReferenceCheck.Run(settings, reader.References, problems);
        RecipeCheck.Run(settings, reader.Map, problems);
        ScorerCheck.Run(settings, reader.Map, problems);
        PriceCheck.Run(settings, reader.Map, problems);
        EndpointCheck.Run(settings, reader.Map, problems);
        return new(new FusionConfiguration(source, settings), problems.ToList());
    }

    private static ConfigurationResult Unreadable(string path, string message, string mend) =>
        new(null, [new ConfigurationProblem(path, 0, 0, message, mend)]);
}
