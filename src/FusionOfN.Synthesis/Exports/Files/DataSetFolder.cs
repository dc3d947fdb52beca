using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Synthesis;

/// <summary>
/// The folder of a data set. It is written under another name and takes its own when it is whole, so that an interruption leaves the former data set or the new
/// one, and never half of each.
/// </summary>
internal sealed class DataSetFolder
{
    private readonly string _target;

    private DataSetFolder(string target, string staging) => (_target, Staging) = (target, staging);

    /// <summary>Where it is written.</summary>
    public string Staging { get; }

    /// <summary>Begins a folder.</summary>
    /// <exception cref="SynthesisException">What is there now is no data set of ours.</exception>
    public static DataSetFolder Begin(string target)
    {
        var former = target + ".former";
        if (!Directory.Exists(target) && Directory.Exists(former))
            Directory.Move(former, target);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(Path.Combine(target, DataSetManifest.FileName)))
            throw new SynthesisException($"{target} holds something else than a data set of 'fusion synth' ({DataSetManifest.FileName} is missing), so nothing is written there", "Name another folder.");

        var staging = target + ".partial";
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
        return new DataSetFolder(target, staging);
    }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        var former = _target + ".former";
        if (Directory.Exists(former))
            Directory.Delete(former, recursive: true);
        if (Directory.Exists(_target))
            Directory.Move(_target, former);
        Directory.Move(Staging, _target);
        if (Directory.Exists(former))
            Directory.Delete(former, recursive: true);
    }

    /// <summary>Writes a text file and says what is in it.</summary>
    public async Task<ManifestFile> WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Staging, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken).ConfigureAwait(false);
        return await DescribeAsync(Staging, path, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The entry of a file in the manifest.</summary>
    public static async Task<ManifestFile> DescribeAsync(string root, string path, long? rows, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
            return new ManifestFile(Relative(root, path), stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)), rows);
    }

    /// <summary>A path against a folder, with forward slashes.</summary>
    public static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
