using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Local;

/// <summary>Pushes a data set to the Hugging Face hub, or to a server with the same API, as one commit: large files to its storage first, then all of them at once.</summary>
public sealed class HubUpload
{
    private const int FilesAtOnce = 250;
    private const int SampleBytes = 512;

    private readonly HubApi _api;
    private readonly HubOptions _options;

    /// <summary>Creates a client.</summary>
    /// <param name="http">Makes the requests; its timeout should be infinite, large files take long.</param>
    /// <param name="options">Address, token and branch; when null, from <c>HF_ENDPOINT</c> and <c>HF_TOKEN</c>.</param>
    public HubUpload(HttpClient http, HubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _options = options ?? new HubOptions();
        _api = new HubApi(http, _options);
    }

    /// <summary>Pushes files. What the hub has already is not sent again, so a push that broke off is done anew at little cost.</summary>
    /// <param name="id">The data set, <c>OWNER/NAME</c>.</param>
    /// <param name="files">The files: path there, with forward slashes, and path here.</param>
    /// <param name="options">What the commit says, and what may be done.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops it; files that are in the storage stay there, and no commit is made.</param>
    /// <exception cref="LocalModelException">The hub refuses, is not reached, or a file cannot be read.</exception>
    public async Task<HubPushResult> PushAsync(
        string id, IReadOnlyList<(string Path, string Source)> files, HubPushOptions options, IProgress<PullProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        var repository = HubRepository.DataSet(ModelId.Parse(id));
        try
        {
            List<HubUploadFile> own = [];
            foreach (var (path, source) in files)
                own.Add(await HubUploadFile.ReadAsync(path, source, cancellationToken).ConfigureAwait(false));
            return await PushAsync(repository, own, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            throw new LocalModelException($"{exception.Message} Nothing was committed; push again to go on.", exception);
        }
    }

    private async Task<HubPushResult> PushAsync(HubRepository repository, List<HubUploadFile> own, HubPushOptions options, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        Uri page = new(new Uri(_options.Endpoint.AbsoluteUri.TrimEnd('/') + "/"), repository.FilesPath);
        var commit = await HeadAsync(repository, options, cancellationToken).ConfigureAwait(false);
        var created = commit is null;
        if (created && !options.IsDryRun)
        {
            await CreateAsync(repository, options, cancellationToken).ConfigureAwait(false);
            commit = await _api.CommitAsync(repository, cancellationToken).ConfigureAwait(false);
        }

        var there = commit is null ? [] : (await _api.ListAsync(repository, cancellationToken).ConfigureAwait(false)).ToDictionary(file => file.Path, StringComparer.Ordinal);
        HubUploadFile[] sent = [.. own.Where(file => !there.TryGetValue(file.Path, out var known) || !file.Is(known))];
        string[] removed = [.. options.Removed.Except(own.Select(file => file.Path)).Where(there.ContainsKey)];
        if (!options.IsDryRun && sent.Length + removed.Length > 0)
            commit = await CommitAsync(repository, sent, removed, options.Summary, commit!, Report(sent, progress), cancellationToken).ConfigureAwait(false);
        return new HubPushResult([.. sent.Select(file => file.Path)], own.Count - sent.Length, removed, sent.Sum(file => file.Size), created, commit, page);
    }

    /// <summary>The commit of the branch; null when there is no such data set and one may be made.</summary>
    private async Task<string?> HeadAsync(HubRepository repository, HubPushOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.CommitAsync(repository, cancellationToken).ConfigureAwait(false);
        }
        catch (LocalModelException exception) when (exception.Status is HttpStatusCode.NotFound)
        {
            return options.Creates ? null : throw new LocalModelException($"{exception.Message} To make it: fusion synth push --create", exception);
        }
    }

    private async Task CreateAsync(HubRepository repository, HubPushOptions options, CancellationToken cancellationToken)
    {
        JsonObject body = new() { ["type"] = "dataset", ["organization"] = repository.Id.Owner, ["name"] = repository.Id.Name, ["private"] = !options.IsPublic };
        using var content = Json(body);
        using var response = await _api.PostAsync("api/repos/create", content, accept: null, cancellationToken).ConfigureAwait(false);

        // Made by another push in the meantime: as good.
        if (response.StatusCode != HttpStatusCode.Conflict)
            await _api.CheckAsync(response, $"a new data set {repository}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> CommitAsync(
        HubRepository repository, HubUploadFile[] sent, string[] removed, string summary, string parent, Action<HubUploadFile, long> report, CancellationToken cancellationToken)
    {
        var large = await LargeAsync(repository, sent, cancellationToken).ConfigureAwait(false);
        await new HubStorage(_api, repository, _options.Retries).SendAsync([.. sent.Where(file => large.Contains(file.Path))], report, cancellationToken).ConfigureAwait(false);
        using CommitContent content = new(summary, parent, sent, large, removed);
        using var response = await _api.PostAsync($"{repository.ApiPath}/commit/{Uri.EscapeDataString(_options.Revision)}", content, accept: null, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
            throw new LocalModelException($"{repository} was changed on the hub while this push was on its way. Nothing was committed; look at what came, and push again.");
        await _api.CheckAsync(response, repository.ToString(), cancellationToken).ConfigureAwait(false);
        foreach (var file in sent)
            report(file, file.Size);
        using var answer = await _api.ReadJsonAsync(response, $"its answer to a commit to {repository}", cancellationToken).ConfigureAwait(false);
        return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("commitOid", out var oid) && oid.GetString() is { } commit
            ? commit
            : throw _api.NoHub($"it names no commit of {repository}");
    }

    /// <summary>The paths of files that the hub wants in its storage. What it tells is the kind of file, by name, size and first bytes.</summary>
    private async Task<HashSet<string>> LargeAsync(HubRepository repository, HubUploadFile[] files, CancellationToken cancellationToken)
    {
        HashSet<string> large = new(StringComparer.Ordinal);
        foreach (var some in files.Chunk(FilesAtOnce))
        {
            JsonArray asked = [];
            foreach (var file in some)
                asked.Add(new JsonObject { ["path"] = file.Path, ["size"] = file.Size, ["sample"] = Convert.ToBase64String(await StartAsync(file, cancellationToken).ConfigureAwait(false)) });
            using var content = Json(new JsonObject { ["files"] = asked });
            using var response = await _api.PostAsync($"{repository.ApiPath}/preupload/{Uri.EscapeDataString(_options.Revision)}", content, accept: null, cancellationToken).ConfigureAwait(false);
            await _api.CheckAsync(response, repository.ToString(), cancellationToken).ConfigureAwait(false);
            using var answer = await _api.ReadJsonAsync(response, $"what it says about files of {repository}", cancellationToken).ConfigureAwait(false);
            if (answer.RootElement.ValueKind != JsonValueKind.Object || !answer.RootElement.TryGetProperty("files", out var said) || said.ValueKind != JsonValueKind.Array)
                throw _api.NoHub("it does not say how files are to be sent");
            large.UnionWith(said.EnumerateArray().Where(file => file.GetProperty("uploadMode").GetString() == "lfs").Select(file => file.GetProperty("path").GetString()!));
        }

        return large;
    }

    private static async Task<byte[]> StartAsync(HubUploadFile file, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(file.Source);
        await using var close = stream.ConfigureAwait(false);
        var start = new byte[Math.Min(SampleBytes, file.Size)];
        var count = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return start[..count];
    }

    private static Action<HubUploadFile, long> Report(HubUploadFile[] sent, IProgress<PullProgress>? progress)
    {
        var total = sent.Sum(file => file.Size);
        Dictionary<string, long> here = new(StringComparer.Ordinal);
        return (file, bytes) =>
        {
            here[file.Path] = bytes;
            progress?.Report(new PullProgress(file.Path, bytes, file.Size, here.Values.Sum(), total));
        };
    }

    private static ByteArrayContent Json(JsonNode body) => new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
