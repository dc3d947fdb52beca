using System.Globalization;
using System.Text.Json;
using FusionOfN.Jobs;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary><c>GET /v1/fusion/audit</c>: refusals and changes of keys, newest first. For admins.</summary>
internal sealed class AuditEndpoint
{
    private const int StandardLimit = 50;

    private readonly GatewayStore _store;

    public AuditEndpoint(GatewayStore store) => _store = store;

    public async Task ListAsync(HttpContext http)
    {
        var (before, limit) = Read(http.Request.Query);
        IReadOnlyList<AuditEntry> entries;
        try
        {
            entries = await _store.Audit.ListAsync(before, limit, http.RequestAborted);
        }
        catch (StoreException exception)
        {
            throw new GatewayException(503, $"The store does not work at the moment: {exception.Message}") { Code = "store_unavailable" };
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(http.Response.BodyWriter, GatewayJson.Writing))
            Write(json, entries);
        await http.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    private static (DateTimeOffset? Before, int Limit) Read(IQueryCollection query)
    {
        DateTimeOffset? before = null;
        var limit = StandardLimit;
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            switch (name)
            {
                case "limit":
                    limit = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= AuditTable.MaxPage
                        ? size
                        : throw GatewayException.BadField(name, $"give a whole number from 1 to {AuditTable.MaxPage}.");
                    break;
                case "before":
                    before = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                        ? moment
                        : throw GatewayException.BadField(name, "give a moment such as 2026-01-31T12:00:00Z.");
                    break;
                default:
                    throw GatewayException.BadField(name, "there is no such parameter; known are limit and before.", "unknown_field");
            }
        }

        return (before, limit);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<AuditEntry> entries)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, entry.At);
            json.WriteString("event"u8, entry.Event);
            json.WriteString("key_id"u8, entry.KeyId.Length > 0 ? entry.KeyId : null);
            json.WriteString("source"u8, entry.Source);
            json.WriteString("reason"u8, entry.Reason);
            json.WriteString("detail"u8, entry.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
