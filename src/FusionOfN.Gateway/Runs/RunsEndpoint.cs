using System.Text;
using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /v1/fusion/runs</c> and <c>GET /v1/fusion/runs/ID</c>: what was run, and one run's receipt. A key sees its own runs, an admin's key all.</summary>
internal sealed class RunsEndpoint
{
    private readonly GatewayStore _store;
    private readonly KeyGuard _keys;

    public RunsEndpoint(GatewayStore store, KeyGuard keys)
    {
        _store = store;
        _keys = keys;
    }

    /// <summary>One run's receipt. A run of another key is as absent as one that never was.</summary>
    public async Task FindAsync(HttpContext http, string runId)
    {
        var key = Caller.Of(http).Key;
        var run = await ReadAsync(key, () => _store.FindRunAsync(runId, http.RequestAborted));
        if (run?.ReceiptJson is not { } receipt || !MaySee(key, run))
        {
            throw new GatewayException(404, "There is no receipt of such a run. A response names its run in x-fusion-run-id; how long receipts are kept is in gateway.retention_days of fusion.yaml.")
            {
                Code = "run_not_found",
            };
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        if (!_keys.MaySeeReasons(key))
            receipt = ReceiptJson.Write(BriefReasons.Of(ReceiptJson.Read(receipt)));
        await http.Response.WriteAsync(receipt, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Some runs, newest first, a page at a time.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var query = RunListQuery.Read(http.Request.Query);
        var caller = Caller.Of(http).Key;
        var filter = caller is { IsAdmin: false } key ? query.Filter with { KeyId = key.Id } : query.Filter;
        var page = await ReadAsync(caller, () => _store.ListRunsAsync(filter, query.Cursor, query.Limit, http.RequestAborted));
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
            RunListWriter.Write(json, page);
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static bool MaySee(ApiKey? key, StoredRun run) => key is null or { IsAdmin: true } || key.Id == run.KeyId;

    private async Task<T> ReadAsync<T>(ApiKey? key, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StoreException exception)
        {
            throw new GatewayException(503, _keys.MaySeeReasons(key) ? $"The store of the receipts does not work at the moment: {exception.Message}" : "The store of the receipts does not work at the moment.") { Code = "store_unavailable" };
        }
    }
}
