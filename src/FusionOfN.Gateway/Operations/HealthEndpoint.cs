using System.Text.Json;
using FusionOfN.Configuration;
using FusionOfN.Providers;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /healthz</c>: the process answers. <c>GET /readyz</c>: requests can be sent here; else why not.</summary>
internal sealed class HealthEndpoint
{
    private readonly CurrentModels _models;
    private readonly ModelReloader _reloader;
    private readonly RunGate _gate;
    private readonly KeyGuard _keys;
    private readonly Func<StoreHealth?> _store;

    public HealthEndpoint(CurrentModels models, ModelReloader reloader, RunGate gate, KeyGuard keys, Func<StoreHealth?> store)
    {
        _models = models;
        _reloader = reloader;
        _gate = gate;
        _keys = keys;
        _store = store;
    }

    public static Task AliveAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, json => json.WriteString("status"u8, "alive"u8));

    public async Task ReadyAsync(HttpContext http)
    {
        string? models = ModelProblem();

        // Probes send no key, and need none: files, variables and hosts are named to those who run the gateway only.
        bool isTold = await _keys.MaySeeReasonsAsync(KeyMiddleware.KeyOf(http.Request), http.RequestAborted);

        // Answers go on while receipts cannot be written, and a configuration that was not taken leaves the one before at work.
        bool isReady = models is null && !_gate.IsDraining;
        await WriteAsync(http, isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, json =>
        {
            json.WriteString("status"u8, isReady ? "ready"u8 : "not_ready"u8);
            json.WriteStartObject("checks"u8);
            Check(json, isTold, "models", models);
            Check(json, isTold, "accepting", _gate.IsDraining ? "The gateway is stopping." : null);
            Check(json, isTold, "store", _store() is { IsWorking: false } store ? store.Problem ?? "The store does not work." : null);
            Check(json, isTold, "configuration", _reloader.State.Problem is { } problem ? $"A newer one was not taken: {problem}" : null);
            json.WriteEndObject();
            json.WriteNumber("runs"u8, _gate.Running);
            json.WriteNumber("queue"u8, _gate.Queued);
            json.WriteNumber("lost_receipts"u8, _store()?.LostReceipts ?? 0);
        });
    }

    private string? ModelProblem()
    {
        try
        {
            var models = _models.Now;
            models.MakeRecipe(null, RecipeOverrides.None);
            return models.Book.MissingVariables() is { Count: > 0 } missing ? string.Join(' ', missing) : null;
        }
        catch (ConfigurationException exception)
        {
            return exception.Message;
        }
    }

    private static void Check(Utf8JsonWriter json, bool isTold, string name, string? problem)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("ok"u8, problem is null);
        if (problem is not null && isTold)
            json.WriteString("detail"u8, problem);
        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext http, int status, Action<Utf8JsonWriter> write)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
