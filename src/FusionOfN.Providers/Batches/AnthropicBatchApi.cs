using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Anthropic's Message Batches: the requests stand in the body, the results are one list, and nothing of ours is kept but the requests' names.</summary>
/// <remarks>Source: the reference of Anthropic's Message Batches API, November 2026.</remarks>
internal sealed class AnthropicBatchApi : BatchApi
{
    private const int PageSize = 100;
    private const int MaxPages = 20;

    private static readonly string[] Counted = ["processing", "succeeded", "errored", "canceled", "expired"];
    private static readonly byte[] Begin = "{\"requests\":["u8.ToArray();
    private static readonly byte[] Comma = ","u8.ToArray();
    private static readonly byte[] End = "]}"u8.ToArray();

    // Their clock need not be ours.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);

    private readonly BatchHttp _http;
    private readonly string _root;

    public AnthropicBatchApi(BatchHttp http)
    {
        _http = http;
        string root = http.Options.BaseUrl.OriginalString.TrimEnd('/');
        _root = $"{(root.EndsWith("/v1", StringComparison.Ordinal) ? root : root + "/v1")}/messages/batches";
    }

    // Two limits are named, 10,000 and 100,000: the smaller one holds everywhere.
    public override int MaxRequests => 10_000;

    public override long MaxBytes => 240_000_000;

    public override ReadOnlyMemory<byte> LineOf(string id, ReadOnlyMemory<byte> body) => BatchJson.Write(json =>
    {
        json.WriteString("custom_id"u8, id);
        json.WritePropertyName("params"u8);
        json.WriteRawValue(body.Span, skipInputValidation: true);
    });

    public override async Task<RemoteBatch> CreateAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        using TemporaryFile body = await TemporaryFile.WriteAsync(order, Begin, Comma, End, cancellationToken).ConfigureAwait(false);
        using StreamContent content = new(body.Stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Read(await _http.SendAsync(HttpMethod.Post, _root, content, cancellationToken).ConfigureAwait(false));
    }

    public override async Task<BatchSearch> FindAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        bool mayRun = false;
        string after = "";
        for (int page = 0; page < MaxPages; page++)
        {
            JsonElement list = await _http.SendAsync(HttpMethod.Get, $"{_root}?limit={PageSize}{after}", null, cancellationToken).ConfigureAwait(false);
            JsonElement[] batches = [.. list.Part("data") is { ValueKind: JsonValueKind.Array } data ? data.EnumerateArray() : []];
            foreach (JsonElement batch in batches.Where(batch => CreatedAt(batch) >= order.AskedAt - Tolerance && Total(batch) == order.Requests))
            {
                RemoteBatch found = Read(batch);
                if (found.Phase != BatchPhase.Ended) mayRun = true;
                else if (await IsOursAsync(found, order, cancellationToken).ConfigureAwait(false)) return new BatchSearch(found);
            }

            bool isOlder = batches.Length > 0 && CreatedAt(batches[^1]) < order.AskedAt - Tolerance;
            if (isOlder || batches.Length == 0 || !(list.TryGetProperty("has_more", out JsonElement more) && more.ValueKind == JsonValueKind.True)) break;
            after = $"&after_id={Uri.EscapeDataString(batches[^1].Text("id") ?? "")}";
        }

        return new BatchSearch(null, IsCertain: !mayRun);
    }

    public override async Task<RemoteBatch> GetAsync(string id, CancellationToken cancellationToken = default) =>
        Read(await _http.SendAsync(HttpMethod.Get, $"{_root}/{Uri.EscapeDataString(id)}", null, cancellationToken).ConfigureAwait(false));

    public override async IAsyncEnumerable<BatchResult> ReadAsync(RemoteBatch batch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (JsonElement line in _http.ReadLinesAsync($"{_root}/{Uri.EscapeDataString(batch.Id)}/results", cancellationToken).ConfigureAwait(false))
            yield return ReadLine(line) ?? throw _http.Garbage("a line of the batch's results has no custom_id");
    }

    public override Task DeleteAsync(RemoteBatch batch, CancellationToken cancellationToken = default) =>
        _http.DeleteAsync($"{_root}/{Uri.EscapeDataString(batch.Id)}", cancellationToken);

    private async Task<bool> IsOursAsync(RemoteBatch batch, BatchOrder order, CancellationToken cancellationToken)
    {
        await foreach (BatchResult result in ReadAsync(batch, cancellationToken).ConfigureAwait(false)) return result.Id.EndsWith(order.Mark, StringComparison.Ordinal);
        return false;
    }

    private static BatchResult? ReadLine(JsonElement line)
    {
        if (line.Text("custom_id") is not { } id) return null;
        JsonElement? result = line.Part("result");
        return result?.Text("type") switch
        {
            "succeeded" when result.Value.Part("message") is { } message => new BatchResult(id, 200, BatchJson.Bytes(message)),
            "errored" when result.Value.Part("error") is { } error => new BatchResult(id, StatusOf(error), BatchJson.Bytes(error)),
            "canceled" or "expired" => new BatchResult(id, null, default),
            var type => new BatchResult(id, 500, BatchJson.Write(json =>
            {
                json.WriteStartObject("error"u8);
                json.WriteString("message"u8, $"the result is of the kind '{type}', which is not known");
                json.WriteEndObject();
            })),
        };
    }

    private static int StatusOf(JsonElement error) => (error.Part("error") ?? error).Text("type") switch
    {
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "overloaded_error" => 529,
        "timeout_error" => 504,
        "invalid_request_error" => 400,
        _ => 500,
    };

    private RemoteBatch Read(JsonElement batch)
    {
        string id = batch.Text("id") ?? throw _http.Garbage("the description of a batch has no id");
        string state = batch.Text("processing_status") ?? "";
        BatchPhase phase = state switch
        {
            "in_progress" or "canceling" => BatchPhase.Running,
            "ended" => BatchPhase.Ended,
            _ => BatchPhase.Unknown,
        };
        return new RemoteBatch(id, phase, state) { Completed = batch.Part("request_counts") is { } counts ? Total(batch) - (counts.Number("processing") ?? 0) : null };
    }

    private static long Total(JsonElement batch) => batch.Part("request_counts") is { } counts
        ? Counted.Sum(name => counts.Number(name) ?? 0)
        : 0;

    private static DateTimeOffset CreatedAt(JsonElement batch) =>
        DateTimeOffset.TryParse(batch.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : DateTimeOffset.MaxValue;
}
