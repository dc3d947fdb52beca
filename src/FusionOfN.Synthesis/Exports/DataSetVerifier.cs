namespace FusionOfN.Synthesis;

/// <summary>Compares a data set with its manifest.</summary>
public static class DataSetVerifier
{
    /// <summary>Computes the hash of every file anew.</summary>
    /// <param name="folder">The folder of the data set.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The files that were compared, and what is not as the manifest says, a sentence each.</returns>
    /// <exception cref="SynthesisException">There is no manifest, or it cannot be read.</exception>
    public static async Task<(int Files, IReadOnlyList<string> Problems)> VerifyAsync(string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var manifest = await DataSetManifest.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        List<string> problems = [];
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                problems.Add($"{file.Path} leads out of the data set");
            else if (!File.Exists(path))
                problems.Add($"{file.Path} is missing");
            else if (await DataSetFolder.DescribeAsync(folder, path, null, cancellationToken).ConfigureAwait(false) is var found && found.Sha256 != file.Sha256)
                problems.Add(found.Bytes == file.Bytes ? $"{file.Path} was changed" : $"{file.Path} was changed: {found.Bytes:N0} bytes instead of {file.Bytes:N0}");
        }

        HashSet<string> known = [.. manifest.Files.Select(file => file.Path), DataSetManifest.FileName];
        problems.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => DataSetFolder.Relative(folder, path))
            .Where(path => !known.Contains(path)).Order(StringComparer.Ordinal).Select(path => $"{path} is not in the manifest"));
        return (manifest.Files.Count, problems);
    }
}
