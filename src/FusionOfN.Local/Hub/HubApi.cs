using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FusionOfN.Local;

/// <summary>The requests of the hub's HTTP API that a pull needs.</summary>
internal sealed class HubApi
{
    // Far more than any model has. A listing beyond it has no end.
    private const int MaxFiles = 50_000;
    private const int MaxPages = 1_000;
    private const int MaxAnswerBytes = 32 * 1024 * 1024;

    private readonly HttpClient _http;
    private readonly HubOptions _options;

    public HubApi(HttpClient http, HubOptions options) => (_http, _options) = (http, options);

    /// <summary>Lists the files of a repository.</summary>
    /// <exception cref="LocalModelException">The listing is none: it names a file twice or without a name, or has no end.</exception>
    public async Task<IReadOnlyList<HubFile>> ListAsync(HubRepository repository, CancellationToken cancellationToken)
    {
        List<HubFile> files = [];
        HashSet<string> paths = new(StringComparer.Ordinal);
        var next = Address($"{repository.ApiPath}/tree/{Uri.EscapeDataString(_options.Revision)}?recursive=true");
        for (var page = 0; next is not null; page++)
        {
            if (page == MaxPages)
                throw NoHub($"its listing of {repository} has more than {MaxPages} pages");
            using var response = await SendAsync(next, from: 0, cancellationToken).ConfigureAwait(false);
            await CheckAsync(response, repository.ToString(), cancellationToken).ConfigureAwait(false);
            foreach (var file in await ReadPageAsync(response, repository, cancellationToken).ConfigureAwait(false))
            {
                if (!paths.Add(file.Path))
                    throw NoHub($"its listing of {repository} names '{file.Path}' twice");
                if (paths.Count > MaxFiles)
                    throw NoHub($"its listing of {repository} has more than {MaxFiles} files");
                files.Add(file);
            }

            next = NextPage(response);
        }

        return files;
    }

    private async Task<IReadOnlyList<HubFile>> ReadPageAsync(HttpResponseMessage response, HubRepository repository, CancellationToken cancellationToken)
    {
        var what = $"its listing of {repository}";
        using var page = await ReadJsonAsync(response, what, cancellationToken).ConfigureAwait(false);
        try
        {
            return [.. page.RootElement.EnumerateArray().Where(item => item.GetProperty("type").GetString() == "file").Select(ReadFile)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw NoHub($"of {what}, {JsonMistake.Describe(exception)}");
        }
    }

    /// <summary>Reads an answer that is JSON.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LocalModelException">It is no JSON, or too large.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    public async Task<JsonDocument> ReadJsonAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw NoHub($"a page of {what} is larger than {MaxAnswerBytes / 1024 / 1024} MiB");
        }
        catch (HttpRequestException exception)
        {
            throw new IOException($"{_options.Endpoint} broke off: {exception.Message}.", exception);
        }
        catch (JsonException exception)
        {
            throw NoHub($"of {what}, {JsonMistake.Describe(exception)}");
        }
    }

    /// <summary>The hub answered something that no hub does.</summary>
    public LocalModelException NoHub(string why) => new($"{_options.Endpoint} did not answer as a hub does: {why}.");

    /// <summary>The commit that the revision stands for.</summary>
    /// <exception cref="LocalModelException">The hub refuses, or names no commit.</exception>
    public async Task<string> CommitAsync(HubRepository repository, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(Address($"{repository.ApiPath}/revision/{Uri.EscapeDataString(_options.Revision)}"), from: 0, cancellationToken).ConfigureAwait(false);
        await CheckAsync(response, repository.ToString(), cancellationToken).ConfigureAwait(false);
        using var answer = await ReadJsonAsync(response, $"what it says about {repository}", cancellationToken).ConfigureAwait(false);

        // It becomes the name of a folder.
        return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("sha", out var sha)
            && sha.ValueKind == JsonValueKind.String && sha.GetString() is { Length: >= 7 and <= 64 } commit && commit.All(char.IsAsciiHexDigit)
            ? commit
            : throw NoHub($"it names no commit of {repository}");
    }

    /// <summary>Asks for a file from a byte on.</summary>
    public Task<HttpResponseMessage> OpenAsync(HubRepository repository, string path, long from, CancellationToken cancellationToken) =>
        SendAsync(Address($"{repository.FilesPath}/resolve/{Uri.EscapeDataString(_options.Revision)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"), from, cancellationToken);

    /// <exception cref="LocalModelException">The hub refuses; the message says why and what to do.</exception>
    /// <exception cref="IOException">The hub has failed; it may be well again in a moment.</exception>
    public async Task CheckAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;

        // Only the status is told: an answer's body might repeat what was sent.
        await response.Content.LoadIntoBufferAsync(64 * 1024, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
            throw new IOException($"{_options.Endpoint} answered {(int)response.StatusCode} ({response.ReasonPhrase}) for {what}.");
        throw new LocalModelException(response.StatusCode switch
        {
            HttpStatusCode.NotFound => $"{_options.Endpoint} has no {what} (revision {_options.Revision}). Check the spelling; private models need HF_TOKEN.",
            HttpStatusCode.Unauthorized when _options.Token is null =>
                $"{_options.Endpoint} wants to know who asks for {what}: it does not exist, or is private or gated. Set HF_TOKEN to an access token that may read it.",
            HttpStatusCode.Unauthorized => $"{_options.Endpoint} does not accept the token in HF_TOKEN for {what}. Check that it is valid and may read it.",
            HttpStatusCode.Forbidden => $"{_options.Endpoint} does not let this account have {what}. Gated models and data sets ask for their licence to be accepted on their page first; a push needs a token that may write.",
            HttpStatusCode.TooManyRequests => $"{_options.Endpoint} asks for patience{Patience(response)} before it gives more of {what}. Pull again then, to go on from there"
                + (_options.Token is null ? "; with a token in HF_TOKEN it allows more." : "."),
            var status => $"{_options.Endpoint} answered {(int)status} ({response.ReasonPhrase}) for {what}.",
        })
        { Status = response.StatusCode };
    }

    private static string Patience(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta is { } delay ? $" of {delay.TotalSeconds:0} s" : "";

    private async Task<HttpResponseMessage> SendAsync(Uri address, long from, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (from > 0)
            request.Headers.Range = new RangeHeaderValue(from, null);
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends something to an address of the hub.</summary>
    /// <exception cref="IOException">It is not reached.</exception>
    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? accept, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Address(path)) { Content = content };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request, with the token when it goes to the hub itself: storage that the hub names has its own way to know who may write.</summary>
    /// <exception cref="IOException">It is not reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_options.Token is { } token && request.RequestUri!.GetLeftPart(UriPartial.Authority) == _options.Endpoint.GetLeftPart(UriPartial.Authority))
        {
            try
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
            catch (FormatException)
            {
                throw new LocalModelException("The token in HF_TOKEN holds characters that no access token has.");
            }
        }

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new IOException($"{request.RequestUri!.GetLeftPart(UriPartial.Authority)} cannot be reached: {exception.Message}.", exception);
        }
    }

    private Uri Address(string path) => new(new Uri(_options.Endpoint.AbsoluteUri.TrimEnd('/') + "/"), path);

    private static HubFile ReadFile(JsonElement item)
    {
        if (item.GetProperty("path").GetString() is not { Length: > 0 } path || item.GetProperty("size").GetInt64() is not (>= 0 and var size))
            throw new JsonException("a file has no name, or no size");
        var hash = item.TryGetProperty("lfs", out var lfs) && lfs.ValueKind == JsonValueKind.Object && lfs.TryGetProperty("oid", out var oid) ? oid.GetString() : null;
        var blob = item.TryGetProperty("oid", out var git) && git.ValueKind == JsonValueKind.String ? git.GetString() : null;
        return new HubFile(path, size, hash?.Replace("sha256:", "", StringComparison.Ordinal)) { GitHash = blob };
    }

    // A long listing comes in pages, each naming the next. Only the hub's own pages are followed: the token goes with the request.
    private Uri? NextPage(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
            return null;

        var link = links.SelectMany(value => value.Split(',')).FirstOrDefault(value => value.Contains("rel=\"next\"", StringComparison.Ordinal));
        var (start, end) = (link?.IndexOf('<') ?? -1, link?.IndexOf('>') ?? -1);
        return start >= 0 && end > start && Uri.TryCreate(_options.Endpoint, link![(start + 1)..end], out var next) && next.GetLeftPart(UriPartial.Authority) == _options.Endpoint.GetLeftPart(UriPartial.Authority)
            ? next
            : null;
    }
}
