using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Testing;

/// <summary>
/// A hub for data sets on loopback, with the HTTP API of the Hugging Face hub as far as reading and pushing need it: revisions, trees, files with ranges, new
/// repositories, preupload, LFS (in one piece and in parts) and commits. A second server on another port takes the large files, as the hub's storage does.
/// </summary>
public sealed class FakeHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebApplication _storage;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<HubCommit>> _sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    private FakeHub(WebApplication app, WebApplication storage) => (_app, _storage) = (app, storage);

    /// <summary>The hub's address.</summary>
    public Uri Url => new(_app.Urls.First());

    /// <summary>Every request to the hub: method, path, and the Authorization header.</summary>
    public ConcurrentQueue<(string Method, string Path, string Authorization)> Requests { get; } = new();

    /// <summary>Every request to the storage: method, path, and the Authorization header.</summary>
    public ConcurrentQueue<(string Method, string Path, string Authorization)> StorageRequests { get; } = new();

    /// <summary>The token that every request to the hub must bring; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>Files of this many bytes and more go to the storage.</summary>
    public int LargeFrom { get; set; } = 1000;

    /// <summary>Large files are taken in parts of this many bytes; null for one piece.</summary>
    public int? PartSize { get; set; }

    /// <summary>Statuses for the next uploads to the storage; null takes one.</summary>
    public ConcurrentQueue<int?> UploadsAnswer { get; } = new();

    /// <summary>By the path of a file, bytes after which its next answer ends too early.</summary>
    public ConcurrentDictionary<string, int> BreakAfter { get; } = new(StringComparer.Ordinal);

    /// <summary>What the storage holds, by SHA-256.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Data sets that were created as private.</summary>
    public ConcurrentBag<string> Private { get; } = [];

    /// <summary>Starts a hub.</summary>
    public static async Task<FakeHub> StartAsync(CancellationToken cancellationToken = default)
    {
        FakeHub hub = new(Build(), Build());
        hub._app.Run(hub.ServeAsync);
        hub._storage.Run(hub.StoreAsync);
        await hub._app.StartAsync(cancellationToken);
        await hub._storage.StartAsync(cancellationToken);
        return hub;
    }

    /// <summary>Adds a commit to a data set; the first one makes it.</summary>
    public HubCommit Commit(string id, IReadOnlyDictionary<string, byte[]> files, string summary = "files")
    {
        lock (_lock)
        {
            if (!_sets.TryGetValue(id, out List<HubCommit>? commits))
                _sets[id] = commits = [];
            string text = $"{id} {commits.Count} {string.Join(' ', files.Select(file => file.Key + Convert.ToHexString(SHA256.HashData(file.Value))))}";
            HubCommit commit = new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40], summary, files.ToDictionary(StringComparer.Ordinal));
            commits.Add(commit);
            return commit;
        }
    }

    /// <summary>Adds a commit of texts.</summary>
    public HubCommit Commit(string id, params (string Path, string Text)[] files) => Commit(id, files.ToDictionary(file => file.Path, file => Encoding.UTF8.GetBytes(file.Text)));

    /// <summary>The commits of a data set, the oldest first.</summary>
    public IReadOnlyList<HubCommit> Commits(string id)
    {
        lock (_lock)
            return _sets.TryGetValue(id, out List<HubCommit>? commits) ? [.. commits] : [];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _storage.DisposeAsync();
    }

    private static WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private async Task ServeAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        Requests.Enqueue((context.Request.Method, path, context.Request.Headers.Authorization.ToString()));
        using MemoryStream copy = new();
        await context.Request.Body.CopyToAsync(copy);
        string body = Encoding.UTF8.GetString(copy.ToArray());
        if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            return;
        }

        string[] parts = [.. path.Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        Task answer = parts switch
        {
            ["api", "repos", "create"] => CreateAsync(context, JsonNode.Parse(body)!.AsObject()),
            ["api", "datasets", var owner, var name, "revision", .. var revision] => RevisionAsync(context, Find($"{owner}/{name}", revision)),
            ["api", "datasets", var owner, var name, "tree", .. var revision] => TreeAsync(context, Find($"{owner}/{name}", revision)),
            ["api", "datasets", var owner, var name, "preupload", _] when Commits($"{owner}/{name}").Count > 0 => PreuploadAsync(context, JsonNode.Parse(body)!),
            ["api", "datasets", var owner, var name, "commit", _] => CommitAsync(context, $"{owner}/{name}", body),
            ["datasets", var owner, var name, "resolve", var revision, .. var file] => FileAsync(context, Find($"{owner}/{name}", [revision]), string.Join('/', file)),
            ["datasets", _, _, "info", "lfs", "objects", "batch"] => BatchAsync(context, JsonNode.Parse(body)!),
            ["datasets", _, _, "verify"] => VerifyAsync(context, JsonNode.Parse(body)!),
            _ => StatusAsync(context, 404),
        };
        await answer;
    }

    private HubCommit? Find(string id, string[] revision)
    {
        IReadOnlyList<HubCommit> commits = Commits(id);
        return revision is ["main"] ? (commits.Count > 0 ? commits[^1] : null) : commits.FirstOrDefault(commit => commit.Id == string.Join('/', revision));
    }

    private Task CreateAsync(HttpContext context, JsonObject body)
    {
        string id = $"{body["organization"]}/{body["name"]}";
        if (Commits(id).Count > 0)
            return StatusAsync(context, 409);
        if ((bool?)body["private"] == true)
            Private.Add(id);
        Commit(id, new Dictionary<string, byte[]> { [".gitattributes"] = "*.parquet filter=lfs\n"u8.ToArray() }, "initial commit");
        return JsonAsync(context, new { url = $"{Url}datasets/{id}" });
    }

    private static Task RevisionAsync(HttpContext context, HubCommit? commit) =>
        commit is null ? StatusAsync(context, 404) : JsonAsync(context, new { id = "set", sha = commit.Id });

    private Task TreeAsync(HttpContext context, HubCommit? commit) => commit is null ? StatusAsync(context, 404) : JsonAsync(context, commit.Files.Select(file =>
    {
        byte[] blob = [.. Encoding.ASCII.GetBytes($"blob {file.Value.Length}\0"), .. file.Value];
#pragma warning disable CA5350 // Git names its objects so.
        string oid = Convert.ToHexStringLower(SHA1.HashData(blob));
#pragma warning restore CA5350
        return (object)(file.Value.Length >= LargeFrom
            ? new { type = "file", path = file.Key, size = file.Value.Length, oid, lfs = new { oid = Convert.ToHexStringLower(SHA256.HashData(file.Value)), size = file.Value.Length } }
            : new { type = "file", path = file.Key, size = file.Value.Length, oid });
    }));

    private async Task FileAsync(HttpContext context, HubCommit? commit, string path)
    {
        if (commit is null || !commit.Files.TryGetValue(path, out byte[]? bytes))
        {
            await StatusAsync(context, 404);
            return;
        }

        int from = (int?)context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault()?.From ?? 0;
        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{bytes.Length - 1}/{bytes.Length}";
        }

        await context.Response.Body.WriteAsync(BreakAfter.TryRemove(path, out int length) ? bytes.AsMemory(from, length) : bytes.AsMemory(from));
    }

    private Task PreuploadAsync(HttpContext context, JsonNode body) => JsonAsync(context, new
    {
        files = body["files"]!.AsArray().Select(file => new { path = (string)file!["path"]!, uploadMode = (int)file["size"]! >= LargeFrom ? "lfs" : "regular", shouldIgnore = false }),
    });

    private Task BatchAsync(HttpContext context, JsonNode body) => JsonAsync(context, new
    {
        transfer = PartSize is null ? "basic" : "multipart",
        objects = body["objects"]!.AsArray().Select(item =>
        {
            (string oid, int size) = ((string)item!["oid"]!, (int)item["size"]!);
            if (Objects.ContainsKey(oid))
                return (object)new { oid, size };
            string place = $"{_storage.Urls.First()}/{oid}";
            Dictionary<string, string> header = [];
            if (PartSize is { } part)
            {
                header["chunk_size"] = $"{part}";
                for (int number = 1; number <= (size + part - 1) / part; number++)
                    header[$"{number:00000}"] = $"{place}/{number}";
            }

            return new { oid, size, actions = new { upload = new { href = PartSize is null ? place : $"{place}/complete", header }, verify = new { href = $"{Url}datasets/x/y/verify" } } };
        }),
    });

    private Task VerifyAsync(HttpContext context, JsonNode body) =>
        Objects.TryGetValue((string)body["oid"]!, out byte[]? bytes) && bytes.Length == (int)body["size"]! ? JsonAsync(context, new { }) : StatusAsync(context, 422);

    private Task CommitAsync(HttpContext context, string id, string body)
    {
        if (Commits(id) is not [.., var last])
            return StatusAsync(context, 404);
        Dictionary<string, byte[]> files = last.Files.ToDictionary(StringComparer.Ordinal);
        string summary = "";
        foreach (JsonNode line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!))
        {
            JsonNode value = line["value"]!;
            switch ((string)line["key"]!)
            {
                case "header":
                    summary = (string)value["summary"]!;
                    if ((string?)value["parentCommit"] is { } parent && parent != last.Id)
                        return StatusAsync(context, 412);
                    break;
                case "file":
                    files[(string)value["path"]!] = Convert.FromBase64String((string)value["content"]!);
                    break;
                case "lfsFile" when Objects.TryGetValue((string)value["oid"]!, out byte[]? content):
                    files[(string)value["path"]!] = content;
                    break;
                case "deletedFile":
                    files.Remove((string)value["path"]!);
                    break;
                default:
                    return StatusAsync(context, 400);
            }
        }

        HubCommit commit = Commit(id, files, summary);
        return JsonAsync(context, new { success = true, commitOid = commit.Id, commitUrl = $"{Url}datasets/{id}/commit/{commit.Id}" });
    }

    private async Task StoreAsync(HttpContext context)
    {
        string[] parts = context.Request.Path.Value!.Trim('/').Split('/');
        StorageRequests.Enqueue((context.Request.Method, context.Request.Path.Value!, context.Request.Headers.Authorization.ToString()));
        using MemoryStream copy = new();
        await context.Request.Body.CopyToAsync(copy);
        if (UploadsAnswer.TryDequeue(out int? status) && status is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }

        byte[] body = copy.ToArray();
        switch (parts)
        {
            case [var oid, "complete"]:
                IEnumerable<byte> whole = JsonNode.Parse(body)!["parts"]!.AsArray().OrderBy(part => (int)part!["partNumber"]!).SelectMany(part => _parts[$"{oid}/{(int)part!["partNumber"]!}/{(string)part["etag"]!}"]);
                await KeepAsync(context, oid, [.. whole]);
                break;
            case [var oid, var number]:
                string etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..8]}\"";
                _parts[$"{oid}/{number}/{etag}"] = body;
                context.Response.Headers.ETag = etag;
                break;
            case [var oid]:
                await KeepAsync(context, oid, body);
                break;
        }
    }

    private Task KeepAsync(HttpContext context, string oid, byte[] body)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != oid)
            return StatusAsync(context, 422);
        Objects[oid] = body;
        return Task.CompletedTask;
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task JsonAsync(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(value));
    }
}
