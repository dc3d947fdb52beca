using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FusionOfN.Testing;

/// <summary>
/// The batch APIs of a <see cref="FakeUpstream"/>: OpenAI's files and batches (below any path), and Anthropic's Message Batches. Answers are those that the server's
/// script gives to single requests; <see cref="Plots"/> say what goes wrong on the way.
/// </summary>
/// <remarks>As the real ones, they keep no order, refuse a file with two models, a line twice or a wrong address, and make a batch for every request that asks for one.</remarks>
public sealed class FakeBatches
{
    private readonly FakeUpstream _upstream;
    private readonly Lock _gate = new();
    private readonly List<FakeBatch> _batches = [];
    private readonly HashSet<string> _deleted = [];
    private readonly Dictionary<string, (string Name, string Text)> _files = [];
    private int _ids;
    private int _notSeen;

    /// <summary>Adds the batch APIs to a server.</summary>
    /// <param name="upstream">The server.</param>
    public FakeBatches(FakeUpstream upstream)
    {
        _upstream = upstream;
        upstream.Fallback = Answer;
    }

    /// <summary>What becomes of the next batches, one each.</summary>
    public Queue<BatchPlot> Plots { get; } = [];

    /// <summary>How often a file is not seen after it was taken, each time.</summary>
    public int LateFiles { get; set; }

    /// <summary>Told when somebody asks how a batch stands, before it is answered.</summary>
    public Action? Asked { get; set; }

    /// <summary>Whether batches end without being asked for one by one.</summary>
    public bool EndsByItself { get; set; }

    /// <summary>The most files there may be; null for any number.</summary>
    public int? MaxFiles { get; set; }

    /// <summary>The batches, in the order in which they were made; also those that were deleted since.</summary>
    public IReadOnlyList<FakeBatch> Made
    {
        get
        {
            lock (_gate)
                return [.. _batches];
        }
    }

    /// <summary>The names of the files that are there.</summary>
    public IReadOnlyList<string> Files
    {
        get
        {
            lock (_gate)
                return [.. _files.Values.Select(file => file.Name)];
        }
    }

    private UpstreamReply? Answer(UpstreamRequest request)
    {
        lock (_gate)
        {
            string[] path = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            int at = Array.FindLastIndex(path, part => part is "files" or "batches");
            if (at < 0)
                return null;
            string? id = path.ElementAtOrDefault(at + 1);
            bool isAnthropic = at > 0 && path[at - 1] == "messages";
            return (request.Method, path[at], id, path.ElementAtOrDefault(at + 2)) switch
            {
                ("POST", "files", null, null) => Upload(request.Body),
                ("GET", "files", null, null) => Json(new JsonObject { ["data"] = new JsonArray([.. _files.Select(file => new JsonObject { ["id"] = file.Key, ["filename"] = file.Value.Name })]) }),
                ("GET", "files", { } file, "content") => _files.TryGetValue(file, out var found) ? new UpstreamReply { RawBody = Encoding.UTF8.GetBytes(found.Text), RawContentType = "application/jsonl" } : NotFound(file),
                ("DELETE", "files", { } file, null) => _files.Remove(file) ? Json(new JsonObject { ["id"] = file, ["deleted"] = true }) : NotFound(file),
                ("POST", "batches", null, null) => isAnthropic ? MakeMessages(request) : Make(request),
                ("GET", "batches", null, null) => Json(new JsonObject { ["data"] = new JsonArray([.. Listed(isAnthropic)]), ["has_more"] = false }),
                ("GET", "batches", { } batch, null) => Find(batch) is { } known ? Json(Ask(known, isAnthropic)) : NotFound(batch),
                ("GET", "batches", { } batch, "results") => Find(batch) is { } ended ? Lines(ended.Results(_upstream).Select(result => MessageLine(ended, result))) : NotFound(batch),
                ("DELETE", "batches", { } batch, null) => Find(batch) is { } old && _deleted.Add(old.Id) ? Json([]) : NotFound(batch),
                _ => null,
            };
        }
    }

    private UpstreamReply Upload(string form)
    {
        if (_files.Count >= MaxFiles)
            return UpstreamReply.ErrorBody(400, """{"error":{"message":"You have reached the limit of files.","code":"file_quota_exceeded"}}""");
        string name = form[(form.IndexOf("filename=\"", StringComparison.Ordinal) + 10)..];
        name = name[..name.IndexOf('"', StringComparison.Ordinal)];
        string boundary = form[..form.IndexOf("\r\n", StringComparison.Ordinal)];
        string part = form[form.IndexOf("filename=\"", StringComparison.Ordinal)..];
        string text = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        text = text[..text.IndexOf("\r\n" + boundary, StringComparison.Ordinal)];
        string id = AddFile(name, text);
        _notSeen = LateFiles;
        return Json(new JsonObject { ["id"] = id, ["object"] = "file", ["filename"] = name, ["purpose"] = "batch" });
    }

    private UpstreamReply Make(UpstreamRequest request)
    {
        string file = (string)request.Json["input_file_id"]!;
        if (!_files.TryGetValue(file, out var input) || _notSeen-- > 0)
            return UpstreamReply.ErrorBody(400, $$$"""{"error":{"message":"No such File object: {{{file}}}"}}""");
        JsonObject[] lines = [.. input.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
        string endpoint = (string)request.Json["endpoint"]!;
        string? fault = lines.Length == 0 ? "empty_file"
            : lines.Select(line => (string?)line["body"]!["model"]).Distinct().Count() > 1 ? "model_mismatch"
            : lines.Select(line => (string?)line["custom_id"]).Distinct().Count() < lines.Length ? "duplicate_custom_id"
            : lines.Any(line => (string?)line["url"] != endpoint) ? "url_mismatch"
            : null;
        return Make([.. lines.Select(line => ((string)line["custom_id"]!, line["body"]!.AsObject()))], request.Json["metadata"]!.DeepClone().AsObject(), file, fault, isAnthropic: false);
    }

    private UpstreamReply MakeMessages(UpstreamRequest request)
    {
        var requests = request.Json["requests"]!.AsArray().Select(line => ((string)line!["custom_id"]!, line["params"]!.AsObject())).ToArray();
        return requests.Any(line => line.Item1.Length > 64) || requests.Select(line => line.Item1).Distinct().Count() < requests.Length
            ? UpstreamReply.Error(400, "custom_id: at most 64 characters, each once")
            : Make(requests, [], file: null, fault: null, isAnthropic: true);
    }

    private UpstreamReply Make((string, JsonObject)[] requests, JsonObject metadata, string? file, string? fault, bool isAnthropic)
    {
        BatchPlot plot = Plots.TryDequeue(out BatchPlot? next) ? next : new BatchPlot();
        FakeBatch batch = new(NewId(isAnthropic ? "msgbatch" : "batch"), requests, plot) { Metadata = metadata, InputFile = file, Fault = plot.RefusedWith ?? fault, CreatedAt = TimeProvider.System.GetUtcNow() };
        _batches.Add(batch);
        return plot.BreaksAfterCreation ? UpstreamReply.Error(502, "bad gateway") : Json(Describe(batch, isAnthropic));
    }

    private JsonObject Ask(FakeBatch batch, bool isAnthropic)
    {
        batch.Questions++;
        Asked?.Invoke();
        if (batch is { HasEnded: true, OutputFile: null, ErrorFile: null, InputFile: not null })
        {
            var results = batch.Results(_upstream).ToArray();
            string output = string.Concat(results.Where(result => result.Reply is { Status: 200 }).Select(result => Line(batch, result) + "\n"));
            string errors = string.Concat(results.Where(result => result.Reply is not { Status: 200 } && !(batch.Plot.LeavesOut && result.Reply is null)).Select(result => Line(batch, result) + "\n"));
            batch.OutputFile = output.Length > 0 ? AddFile("output", output) : null;
            batch.ErrorFile = errors.Length > 0 ? AddFile("errors", errors) : null;
        }

        return Describe(batch, isAnthropic);
    }

    private static JsonObject Describe(FakeBatch batch, bool isAnthropic)
    {
        int total = batch.Requests.Count;
        int done = batch.HasEnded ? Math.Min(batch.Plot.Answered ?? total, total) : 0;
        if (isAnthropic)
        {
            return new JsonObject
            {
                ["id"] = batch.Id,
                ["type"] = "message_batch",
                ["processing_status"] = batch.HasEnded ? "ended" : "in_progress",
                ["created_at"] = batch.CreatedAt.ToString("o", CultureInfo.InvariantCulture),
                ["request_counts"] = new JsonObject { ["processing"] = batch.HasEnded ? 0 : total, ["succeeded"] = done, ["errored"] = 0, ["canceled"] = 0, ["expired"] = batch.HasEnded ? total - done : 0 },
                ["results_url"] = null,
            };
        }

        string? none = batch.Plot.HasEmptyIds ? "" : null;
        return new JsonObject
        {
            ["id"] = batch.Id,
            ["object"] = "batch",
            ["status"] = batch.Fault is not null ? batch.Questions == 0 ? "validating" : "failed" : batch.HasEnded ? batch.Plot.EndState : batch.Plot.RunningState,
            ["errors"] = batch.Fault is null || batch.Questions == 0 ? null : new JsonObject
            {
                ["object"] = "list",
                ["data"] = new JsonArray(new JsonObject { ["code"] = batch.Fault, ["message"] = $"refused: {batch.Fault}", ["line"] = batch.Plot.RefusedLine, ["param"] = null }),
            },
            ["input_file_id"] = batch.InputFile,
            ["output_file_id"] = batch.OutputFile ?? none,
            ["error_file_id"] = batch.ErrorFile ?? none,
            ["created_at"] = batch.CreatedAt.ToUnixTimeSeconds(),
            ["request_counts"] = new JsonObject { ["total"] = total, ["completed"] = done, ["failed"] = 0 },
            ["metadata"] = batch.Metadata.DeepClone(),
        };
    }

    private static string Line(FakeBatch batch, (string Id, UpstreamReply? Reply, JsonObject Body, int Index) result) => new JsonObject
    {
        ["id"] = $"batch_req_{result.Index}",
        ["custom_id"] = result.Id,
        ["response"] = result.Reply is not { } reply ? null : new JsonObject { ["status_code"] = reply.Status, ["request_id"] = $"r{result.Index}", ["body"] = BodyOf(new OpenAiWire(), batch, reply, result.Index) },
        ["error"] = result.Reply is null ? new JsonObject { ["code"] = batch.Plot.EndState == "cancelled" ? "batch_cancelled" : "batch_expired", ["message"] = "not answered in time" } : null,
    }.ToJsonString();

    private static string MessageLine(FakeBatch batch, (string Id, UpstreamReply? Reply, JsonObject Body, int Index) result) => new JsonObject
    {
        ["custom_id"] = result.Id,
        ["result"] = result.Reply switch
        {
            null => new JsonObject { ["type"] = batch.Plot.EndState == "cancelled" ? "canceled" : "expired" },
            { Status: 200 } reply => new JsonObject { ["type"] = "succeeded", ["message"] = BodyOf(new AnthropicWire(), batch, reply, result.Index) },
            { } reply => new JsonObject { ["type"] = "errored", ["error"] = BodyOf(new AnthropicWire(), batch, reply, result.Index) },
        },
    }.ToJsonString();

    private static JsonNode BodyOf(IWire wire, FakeBatch batch, UpstreamReply reply, int index) =>
        reply.RawBody is { } raw ? JsonNode.Parse(raw.Span)! : reply.Status == 200 ? wire.Whole(batch.RequestOf(index), reply) : wire.Error(reply.Status, reply.ErrorMessage).Data;

    private IEnumerable<JsonObject> Listed(bool isAnthropic) =>
        _batches.AsEnumerable().Reverse().Where(batch => !_deleted.Contains(batch.Id)).Select(batch => EndsByItself ? Ask(batch, isAnthropic) : Describe(batch, isAnthropic));

    private FakeBatch? Find(string id) => _batches.FirstOrDefault(batch => batch.Id == id && !_deleted.Contains(id));

    private string AddFile(string name, string text)
    {
        string id = NewId("file");
        _files[id] = (name, text);
        return id;
    }

    private string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_ids}");

    private static UpstreamReply Json(JsonObject json) => UpstreamReply.Raw(json.ToJsonString());

    private static UpstreamReply Lines(IEnumerable<string> lines) => new() { RawBody = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), RawContentType = "application/x-jsonl" };

    private static UpstreamReply NotFound(string id) => UpstreamReply.ErrorBody(404, $$$"""{"error":{"message":"no such object: {{{id}}}"}}""");
}
