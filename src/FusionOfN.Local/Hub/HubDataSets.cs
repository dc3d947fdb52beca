using System.Text;

namespace FusionOfN.Local;

/// <summary>Reads data sets of the Hugging Face hub, or of a server with the same API, into a folder of this machine.</summary>
public sealed class HubDataSets
{
    /// <summary>The environment variable that names the folder of data sets.</summary>
    public const string EnvironmentVariable = "FUSION_DATASETS";

    private const string Card = "README.md";
    private const int MaxCardBytes = 4 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly HubOptions _options;
    private readonly string _root;

    /// <summary>Creates a client.</summary>
    /// <param name="http">Makes the requests; its timeout should be infinite, large files take long.</param>
    /// <param name="root">Where data sets go; when null, <c>fusionofn/datasets</c> in the platform's folder for local application data.</param>
    /// <param name="options">Address, token and revision; when null, from <c>HF_ENDPOINT</c> and <c>HF_TOKEN</c>.</param>
    public HubDataSets(HttpClient http, string? root = null, HubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
        _options = options ?? new HubOptions();
        _root = Path.GetFullPath(root ?? DefaultRoot);
    }

    private static string DefaultRoot =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fusionofn", "datasets");

    /// <summary>Looks a data set up, and the commit that the revision stands for.</summary>
    /// <param name="id">The data set, <c>OWNER/NAME</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LocalModelException">The id is no name, or the hub refuses or is not reached.</exception>
    public async Task<HubDataSet> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var repository = HubRepository.DataSet(ModelId.Parse(id));
        try
        {
            var commit = await new HubApi(_http, _options).CommitAsync(repository, cancellationToken).ConfigureAwait(false);
            return new HubDataSet(repository, commit, await Api(commit).ListAsync(repository, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new LocalModelException($"{exception.Message} Check the network, or HF_ENDPOINT.", exception);
        }
    }

    /// <summary>Brings files of a data set here. What is here already is kept; a file that broke off goes on where it stopped.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="paths">The files, of <see cref="HubDataSet.Paths"/>.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it; what came so far stays.</param>
    /// <returns>Where the files are, in the order of <paramref name="paths"/>.</returns>
    /// <exception cref="LocalModelException">The hub or the disk refuses, another process fetches the data set, or a transfer broke too often.</exception>
    public async Task<IReadOnlyList<string>> FetchAsync(
        HubDataSet set, IReadOnlyList<string> paths, IProgress<PullProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(paths);
        var directory = Path.Combine(_root, set.Repository.Id.Owner, set.Repository.Id.Name);
        using var held = HubFolderLock.Take(set.Id, directory);

        // A commit's files never change, so each commit has a folder of its own.
        HubTransfer transfer = new(Api(set.Commit), set.Repository, _options, Path.Combine(directory, set.Commit), EnvironmentVariable);
        return await transfer.FetchAsync([.. paths.Select(path => set.Files.First(file => file.Path == path))], progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the card of a data set.</summary>
    /// <param name="set">The data set.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The text of its <c>README.md</c>; null when it has none.</returns>
    /// <exception cref="LocalModelException">The hub refuses or is not reached, or the card is larger than 4 MiB.</exception>
    public async Task<string?> ReadCardAsync(HubDataSet set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Files.FirstOrDefault(file => file.Path == Card) is not { } card)
            return null;
        if (card.Size > MaxCardBytes)
            throw new LocalModelException($"The {Card} of {set.Id} is larger than {MaxCardBytes / 1024 / 1024} MiB.");
        var path = await FetchAsync(set, [Card], cancellationToken: cancellationToken).ConfigureAwait(false);
        return await File.ReadAllTextAsync(path[0], Encoding.UTF8, cancellationToken).ConfigureAwait(false);
    }

    private HubApi Api(string commit) => new(_http, _options with { Revision = commit });
}
