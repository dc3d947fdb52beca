using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Local;

/// <summary>Takes large files to the storage that the hub names for them, in one piece or in parts. What is there already is not sent again.</summary>
internal sealed class HubStorage
{
    private const string LfsType = "application/vnd.git-lfs+json";
    private const int FilesAtOnce = 100;

    private readonly HubApi _api;
    private readonly HubRepository _repository;
    private readonly int _retries;

    public HubStorage(HubApi api, HubRepository repository, int retries) => (_api, _repository, _retries) = (api, repository, retries);

    /// <summary>Sends files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="progress">Told of every file and how many of its bytes are there.</param>
    /// <param name="cancellationToken">Stops it; files that are there stay there.</param>
    /// <exception cref="LocalModelException">The hub or the storage refuses, or a transfer broke too often.</exception>
    /// <exception cref="IOException">The hub is not reached.</exception>
    public async Task SendAsync(IReadOnlyList<HubUploadFile> files, Action<HubUploadFile, long> progress, CancellationToken cancellationToken)
    {
        foreach (var some in files.Chunk(FilesAtOnce))
        {
            // Asked for in small numbers: the addresses are good for a while only.
            using var answer = await AskAsync(some, cancellationToken).ConfigureAwait(false);
            Dictionary<string, JsonElement> places = [];
            foreach (var item in Items(answer.RootElement))
            {
                if (item.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
                    throw new LocalModelException($"The hub takes no file for {_repository}: {(error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? message.GetString() : "it does not say why")}.");
                if (item.TryGetProperty("oid", out var oid) && oid.GetString() is { } name)
                    places[name] = item;
            }

            foreach (var file in some)
            {
                if (!places.TryGetValue(file.Sha256, out var place))
                    throw _api.NoHub($"it names no place for {file.Path}");
                if (place.TryGetProperty("actions", out var actions) && actions.ValueKind == JsonValueKind.Object)
                    await SendAsync(file, actions, progress, cancellationToken).ConfigureAwait(false);
                progress(file, file.Size);
            }
        }
    }

    private async Task<JsonDocument> AskAsync(HubUploadFile[] files, CancellationToken cancellationToken)
    {
        JsonObject body = new()
        {
            ["operation"] = "upload",
            ["transfers"] = new JsonArray("basic", "multipart"),
            ["hash_algo"] = "sha256",
            ["objects"] = new JsonArray([.. files.DistinctBy(file => file.Sha256).Select(file => new JsonObject { ["oid"] = file.Sha256, ["size"] = file.Size })]),
        };
        using var content = Json(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(LfsType);
        using var response = await _api.PostAsync($"{_repository.FilesPath}.git/info/lfs/objects/batch", content, LfsType, cancellationToken).ConfigureAwait(false);
        await _api.CheckAsync(response, _repository.ToString(), cancellationToken).ConfigureAwait(false);
        return await _api.ReadJsonAsync(response, $"what it says about large files of {_repository}", cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(HubUploadFile file, JsonElement actions, Action<HubUploadFile, long> progress, CancellationToken cancellationToken)
    {
        if (!actions.TryGetProperty("upload", out var upload) || !upload.TryGetProperty("href", out var href) || !Uri.TryCreate(href.GetString(), UriKind.Absolute, out var address))
            throw _api.NoHub($"it names no place for {file.Path}");
        Dictionary<string, string> headers = upload.TryGetProperty("header", out var header) && header.ValueKind == JsonValueKind.Object
            ? header.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString()) : [];
        if (headers.Remove("chunk_size", out var size) && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part > 0)
            await SendPartsAsync(file, address, part, headers, progress, cancellationToken).ConfigureAwait(false);
        else
            await RepeatAsync(file, async () => (await PutAsync(file, address, 0, file.Size, headers, cancellationToken).ConfigureAwait(false)).Dispose()).ConfigureAwait(false);
        if (actions.TryGetProperty("verify", out var verify) && verify.TryGetProperty("href", out var where) && Uri.TryCreate(where.GetString(), UriKind.Absolute, out var asked))
            await PostAsync(file, asked, new JsonObject { ["oid"] = file.Sha256, ["size"] = file.Size }, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendPartsAsync(HubUploadFile file, Uri complete, long part, Dictionary<string, string> headers, Action<HubUploadFile, long> progress, CancellationToken cancellationToken)
    {
        JsonArray parts = [];
        foreach (var (number, text) in headers.Where(field => field.Key.All(char.IsAsciiDigit)).Select(field => (Number: int.Parse(field.Key, CultureInfo.InvariantCulture), field.Value)).OrderBy(field => field.Number))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
                throw _api.NoHub($"part {number} of {file.Path} has no address");
            var from = (number - 1) * part;
            string? tag = null;
            await RepeatAsync(file, async () =>
            {
                using var response = await PutAsync(file, address, from, Math.Min(part, file.Size - from), [], cancellationToken).ConfigureAwait(false);
                tag = response.Headers.ETag?.ToString() ?? throw _api.NoHub($"its storage does not name part {number} of {file.Path}");
            }).ConfigureAwait(false);
            parts.Add(new JsonObject { ["partNumber"] = number, ["etag"] = tag });
            progress(file, Math.Min(from + part, file.Size));
        }

        await PostAsync(file, complete, new JsonObject { ["oid"] = file.Sha256, ["parts"] = parts }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> PutAsync(HubUploadFile file, Uri address, long from, long length, Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        FileStream stream = new(file.Source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using var close = stream.ConfigureAwait(false);
        using HttpRequestMessage request = new(HttpMethod.Put, address) { Content = new FilePart(stream, from, length) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await _api.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new IOException($"The storage answered {(int)response.StatusCode} ({response.ReasonPhrase}) for {file.Path}.");
    }

    private async Task PostAsync(HubUploadFile file, Uri address, JsonObject body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = Json(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(LfsType);
        using var response = await _api.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new LocalModelException($"The storage did not keep {file.Path} as it was sent: it answered {(int)response.StatusCode} ({response.ReasonPhrase}). Push again; what is there is not sent twice.");
    }

    // Broken transfers are repeated at once; the hub's own requests are not, they say what is wrong.
    private async Task RepeatAsync(HubUploadFile file, Func<Task> send)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await send().ConfigureAwait(false);
                return;
            }
            catch (IOException) when (attempt < _retries)
            {
            }
            catch (IOException exception)
            {
                throw new LocalModelException($"{exception.Message} Gave up on {file.Path} after {attempt + 1} attempts; push again to go on from there.", exception);
            }
        }
    }

    private IEnumerable<JsonElement> Items(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("objects", out var objects) && objects.ValueKind == JsonValueKind.Array
            ? objects.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : throw _api.NoHub("it lists no places for large files");

    private static ByteArrayContent Json(JsonNode body) => new(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
