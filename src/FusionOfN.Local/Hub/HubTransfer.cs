namespace FusionOfN.Local;

/// <summary>Brings files of a repository into its folder on this machine. What is there already is kept; a file that broke off goes on where it stopped.</summary>
internal sealed class HubTransfer
{
    private readonly HubApi _api;
    private readonly HubRepository _repository;
    private readonly HubOptions _options;
    private readonly string _directory;
    private readonly string _variable;

    /// <param name="api">The hub.</param>
    /// <param name="repository">What is fetched.</param>
    /// <param name="options">How the hub is reached.</param>
    /// <param name="directory">The folder that the files go to.</param>
    /// <param name="variable">The environment variable that names another place for it, for messages.</param>
    public HubTransfer(HubApi api, HubRepository repository, HubOptions options, string directory, string variable)
    {
        _api = api;
        _repository = repository;
        _options = options;
        _directory = directory;
        _variable = variable;
    }

    /// <summary>Fetches files, in their order.</summary>
    /// <returns>Where they are.</returns>
    /// <exception cref="LocalModelException">A name leads out of the folder, the disk is too small, the hub refuses, or a transfer broke too often.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(IReadOnlyList<HubFile> files, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        string[] targets = [.. files.Select(file => Target(file.Path))];
        var total = files.Sum(file => file.Size);
        CheckSpace(total - files.Zip(targets, (file, target) => HubDownload.Present(target, file.Size)).Sum());
        HubDownload download = new(_api, _repository, _options.Retries);
        long done = 0;
        foreach (var (file, target) in files.Zip(targets))
        {
            var before = done;
            await download.FetchAsync(
                file, target, here => progress?.Report(new PullProgress(file.Path, here, file.Size, before + here, total)), cancellationToken).ConfigureAwait(false);
            done += file.Size;
        }

        return targets;
    }

    // Names come from outside: one that leads out of the folder is refused.
    private string Target(string path)
    {
        var parts = path.Split('/', '\\');
        var target = Path.GetFullPath(Path.Combine([_directory, .. parts]));
        var inside = target.StartsWith(_directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return inside && !parts.Any(part => part is "" or "." or "..") && !path.Contains(':', StringComparison.Ordinal)
            ? target
            : throw new LocalModelException($"{_repository} lists a file called \"{path}\", which would lie outside its folder. Nothing was pulled.");
    }

    private void CheckSpace(long needed)
    {
        var parent = Path.GetDirectoryName(_directory)!;
        Directory.CreateDirectory(parent);
        if (_options.FreeSpace(parent) is { } free && free < needed)
        {
            throw new LocalModelException(
                $"{_repository} needs {needed / 1e6:N1} MB more and the disk of {_directory} has {free / 1e6:N1} MB left. Free some, or set {_variable} to a folder on another disk.");
        }
    }
}
