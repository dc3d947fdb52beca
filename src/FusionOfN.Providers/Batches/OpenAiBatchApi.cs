using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Batches as OpenAI has them: a file of requests, a batch that names it, files of answers and of failures. Azure's differ in their addresses.</summary>
/// <remarks>Source: the reference of OpenAI's Batch and Files API, and that of Azure OpenAI, November 2026.</remarks>
internal sealed class OpenAiBatchApi : BatchApi
{
    private const string BatchKey = "fusion_batch";
    private const int PageSize = 100;
    private const int MaxPages = 20;

    // A file is seen some time after it was taken.
    private const int MaxCreateAttempts = 6;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    private readonly BatchHttp _http;
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly string _path;

    public OpenAiBatchApi(BatchHttp http, bool isAzure, TimeProvider time)
    {
        _http = http;
        _time = time;
        string root = http.Options.BaseUrl.OriginalString.Replace("{model}", Uri.EscapeDataString(http.Model), StringComparison.Ordinal).TrimEnd('/');
        if (isAzure && root.IndexOf("/deployments/", StringComparison.OrdinalIgnoreCase) is var end and > 0) root = root[..end];
        _root = root;
        _path = isAzure ? "/chat/completions" : "/v1/chat/completions";
    }

    public override int MaxRequests => 50_000;

    // 200 MB, and room for the form around the file.
    public override long MaxBytes => 190_000_000;

    public override ReadOnlyMemory<byte> LineOf(string id, ReadOnlyMemory<byte> body) => BatchJson.Write(json =>
    {
        json.WriteString("custom_id"u8, id);
        json.WriteString("method"u8, "POST"u8);
        json.WriteString("url"u8, _path);
        json.WritePropertyName("body"u8);
        json.WriteRawValue(body.Span, skipInputValidation: true);
    });

    public override async Task<RemoteBatch> CreateAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        // A file that was sent before the process ended is as good as a new one.
        string file = await FindFileAsync(order, cancellationToken).ConfigureAwait(false) ?? await UploadAsync(order, cancellationToken).ConfigureAwait(false);
        ReadOnlyMemory<byte> body = BatchJson.Write(json =>
        {
            json.WriteString("input_file_id"u8, file);
            json.WriteString("endpoint"u8, _path);
            json.WriteString("completion_window"u8, "24h"u8);
            json.WriteStartObject("metadata"u8);
            json.WriteString("fusion_job"u8, order.JobId);
            json.WriteString(BatchKey, order.Id);
            json.WriteString("fusion_shard"u8, order.ShardHash);
            json.WriteEndObject();
        });
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                using ReadOnlyMemoryContent content = new(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                return Read(await _http.SendAsync(HttpMethod.Post, $"{_root}/batches", content, cancellationToken).ConfigureAwait(false));
            }
            catch (EndpointException exception) when (attempt < MaxCreateAttempts && IsFileNotSeen(exception))
            {
                await Task.Delay(FirstDelay * (1 << (attempt - 1)), _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async Task<BatchSearch> FindAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        string after = "";
        for (int page = 0; page < MaxPages; page++)
        {
            JsonElement list = await _http.SendAsync(HttpMethod.Get, $"{_root}/batches?limit={PageSize}{after}", null, cancellationToken).ConfigureAwait(false);
            JsonElement[] batches = [.. list.Part("data") is { ValueKind: JsonValueKind.Array } data ? data.EnumerateArray() : []];
            foreach (JsonElement batch in batches.Where(batch => batch.Part("metadata")?.Text(BatchKey) == order.Id)) return new BatchSearch(Read(batch));
            bool isOlder = batches.Length > 0 && batches[^1].Number("created_at") is { } created && DateTimeOffset.FromUnixTimeSeconds(created) < order.AskedAt - TimeSpan.FromDays(1);
            if (isOlder || batches.Length == 0 || !(list.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True)) break;
            after = $"&after={Uri.EscapeDataString(batches[^1].Text("id") ?? "")}";
        }

        return new BatchSearch(null);
    }

    public override async Task<RemoteBatch> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Read(await _http.SendAsync(HttpMethod.Get, $"{_root}/batches/{Uri.EscapeDataString(id)}", null, cancellationToken).ConfigureAwait(false));

    public override async IAsyncEnumerable<BatchResult> ReadAsync(RemoteBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Both, whatever the state is called: a batch that expired has answers, and one that completed may have none.
        foreach (string file in new[] { batch.OutputFile, batch.ErrorFile }.OfType<string>())
        {
            await foreach (JsonElement line in _http.ReadLinesAsync($"{_root}/files/{Uri.EscapeDataString(file)}/content", cancellationToken).ConfigureAwait(false))
            {
                if (OpenAiBatchLine.Read(line) is { } result) yield return result;
                else throw _http.Garbage($"a line of the batch's file {file} has no custom_id");
            }
        }
    }

    public override async Task DeleteAsync(RemoteBatch batch, CancellationToken cancellationToken = default)
    {
        foreach (string file in new[] { batch.InputFile, batch.OutputFile, batch.ErrorFile }.OfType<string>())
            await _http.DeleteAsync($"{_root}/files/{Uri.EscapeDataString(file)}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> FindFileAsync(BatchOrder order, CancellationToken cancellationToken)
    {
        JsonElement list = await _http.SendAsync(HttpMethod.Get, $"{_root}/files?purpose=batch&limit={PageSize}", null, cancellationToken).ConfigureAwait(false);
        return list.Part("data") is { ValueKind: JsonValueKind.Array } data
            ? data.EnumerateArray().FirstOrDefault(file => file.Text("filename") == FileName(order)) is { ValueKind: JsonValueKind.Object } found ? found.Text("id") : null
            : null;
    }

    private async Task<string> UploadAsync(BatchOrder order, CancellationToken cancellationToken)
    {
        using TemporaryFile lines = await TemporaryFile.WriteAsync(order, default, NewLine, NewLine, cancellationToken).ConfigureAwait(false);
        using MultipartFormDataContent form = [];
        using StringContent purpose = new("batch");
        using StreamContent file = new(lines.Stream);
        purpose.Headers.ContentType = null;
        file.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        form.Add(purpose, "\"purpose\"");
        form.Add(file, "\"file\"", $"\"{FileName(order)}\"");
        JsonElement taken = await _http.SendAsync(HttpMethod.Post, $"{_root}/files", form, cancellationToken).ConfigureAwait(false);
        return taken.Text("id") ?? throw _http.Garbage("the answer to a file that was sent has no id");
    }

    private RemoteBatch Read(JsonElement batch)
    {
        string id = batch.Text("id") ?? throw _http.Garbage("the description of a batch has no id");
        string state = batch.Text("status") ?? "";
        JsonElement? counts = batch.Part("request_counts");
        return new RemoteBatch(id, PhaseOf(state), state)
        {
            Completed = counts is null ? null : (counts.Value.Number("completed") ?? 0) + (counts.Value.Number("failed") ?? 0),
            Errors = [.. (batch.Part("errors")?.Part("data") is { ValueKind: JsonValueKind.Array } data ? data.EnumerateArray() : []).Select(error =>
                new BatchError(error.Text("code") ?? "", error.Text("message") ?? "", (int?)error.Number("line")))],
            InputFile = batch.Text("input_file_id"),
            OutputFile = batch.Text("output_file_id"),
            ErrorFile = batch.Text("error_file_id"),
        };
    }

    private static BatchPhase PhaseOf(string state) => state switch
    {
        "validating" or "in_progress" or "finalizing" or "cancelling" => BatchPhase.Running,
        "completed" or "expired" or "cancelled" => BatchPhase.Ended,
        "failed" => BatchPhase.Refused,
        _ => BatchPhase.Unknown,
    };

    private static string FileName(BatchOrder order) => $"fusion-{order.Id}.jsonl";

    private static bool IsFileNotSeen(EndpointException exception) =>
        exception.StatusCode is 400 or 404 && exception.Message.Contains("file", StringComparison.OrdinalIgnoreCase);
}
