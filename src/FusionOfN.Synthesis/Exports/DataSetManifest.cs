using System.Text.Json;

namespace FusionOfN.Synthesis;

/// <summary>Every file of a data set with its hash, so that <c>verify</c> can tell whether one was changed.</summary>
public sealed record DataSetManifest
{
    /// <summary>The file's name in the folder of the data set.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The version of this format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The version of the program that wrote the files.</summary>
    public string? Version { get; init; }

    /// <summary>The recipe, as the card shows it.</summary>
    public IReadOnlyDictionary<string, string> Recipe { get; init; } = new Dictionary<string, string>();

    /// <summary>The files, by path.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Reads the manifest of a data set.</summary>
    /// <param name="folder">The folder of the data set.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">There is no manifest, or it cannot be read.</exception>
    public static async Task<DataSetManifest> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new SynthesisException($"{folder} has no {FileName}", "Name the folder of a data set, as 'fusion synth export' writes it.");
        try
        {
            var json = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, SynthJson.Line.DataSetManifest) is { Format: 1 } manifest
                ? manifest
                : throw new SynthesisException($"{path} is of another version");
        }
        catch (JsonException exception)
        {
            throw new SynthesisException($"{path} is no manifest: line {(exception.LineNumber ?? 0) + 1}");
        }
    }
}
