using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Local;

/// <summary>A commit as the hub takes it: one JSON value a line. Small files are read when their line is written, so that only one is held at a time.</summary>
internal sealed class CommitContent : HttpContent
{
    private readonly string _summary;
    private readonly string _parent;
    private readonly IReadOnlyList<HubUploadFile> _files;
    private readonly HashSet<string> _large;
    private readonly IReadOnlyList<string> _removed;

    /// <param name="summary">What it says, one line.</param>
    /// <param name="parent">The commit it builds on: the hub refuses it when there is another by then.</param>
    /// <param name="files">The files.</param>
    /// <param name="large">Paths of those that are in the storage.</param>
    /// <param name="removed">Paths of files that go.</param>
    public CommitContent(string summary, string parent, IReadOnlyList<HubUploadFile> files, HashSet<string> large, IReadOnlyList<string> removed)
    {
        _summary = summary;
        _parent = parent;
        _files = files;
        _large = large;
        _removed = removed;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await WriteAsync("header", new JsonObject { ["summary"] = _summary, ["description"] = "", ["parentCommit"] = _parent }).ConfigureAwait(false);
        foreach (var file in _files)
        {
            if (_large.Contains(file.Path))
                await WriteAsync("lfsFile", new JsonObject { ["path"] = file.Path, ["algo"] = "sha256", ["oid"] = file.Sha256, ["size"] = file.Size }).ConfigureAwait(false);
            else
                await WriteAsync("file", new JsonObject { ["path"] = file.Path, ["encoding"] = "base64", ["content"] = Convert.ToBase64String(await File.ReadAllBytesAsync(file.Source).ConfigureAwait(false)) }).ConfigureAwait(false);
        }

        foreach (var path in _removed)
            await WriteAsync("deletedFile", new JsonObject { ["path"] = path }).ConfigureAwait(false);

        async Task WriteAsync(string key, JsonObject value)
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["key"] = key, ["value"] = value })).ConfigureAwait(false);
            stream.WriteByte((byte)'\n');
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
