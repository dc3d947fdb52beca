using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /v1/fusion/runs</c> and <c>GET /v1/fusion/runs/ID</c>: what was run, and one run's receipt. A key sees its own runs, an admin's key all.</summary>
internal sealed class RunsEndpoint
{
    private readonly GatewayStore _store;

    public RunsEndpoint(GatewayStore store) => _store = store;

    /// <summary>One run's receipt. A run of another key is as absent as one that never was.</summary>
    public async Task FindAsync(HttpContext http, string runId)
    {
        var run = await ReadAsync(() => _store.FindRunAsync(runId, http.RequestAborted));
        if (run?.ReceiptJson is not { } receipt || !MaySee(Caller.Of(http).Key, run))
        {
            throw new GatewayException(404, "There is no receipt of such a run. A response names its run in x-fusion-run-id; how long receipts are kept is in gateway.retention_days of fusion.yaml.")
            {
                Code = "run_not_found",
            };
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(receipt, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Some runs, newest first, a page at a time.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var query = RunListQuery.Read(http.Request.Query);
        var filter = Caller.Of(http).Key is { IsAdmin: false } key ? query.Filter with { KeyId = key.Id } : query.Filter;
        var page = await ReadAsync(() => _store.ListRunsAsync(filter, query.Cursor, query.Limit, http.RequestAborted));
        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
            RunListWriter.Write(json, page);
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static bool MaySee(ApiKey? key, StoredRun run) => key is null or { IsAdmin: true } || key.Id == run.KeyId;

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (StoreException exception)
        {
            throw new GatewayException(503, $"The store of the receipts does not work at the moment: {exception.Message}") { Code = "store_unavailable" };
        }
    }
}
