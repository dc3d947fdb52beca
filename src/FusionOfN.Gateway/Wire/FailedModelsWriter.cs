using System.Text.Json;

namespace FusionOfN.Gateway;

/// <summary>Writes which members gave no answer, and why: always sent, whatever is exposed.</summary>
internal static class FailedModelsWriter
{
    public static void Write(Utf8JsonWriter json, FusionReceipt receipt)
    {
        json.WriteStartArray("failed_models"u8);
        foreach (var call in receipt.Calls.Where(call => call.Role == CallRole.Panel && call.State is not (CallState.Ok or CallState.Truncated)))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, call.RequestedModel);
            json.WriteString("error"u8, call.Failure?.Reason ?? Words.Of(call.State));
            json.WriteString("state"u8, Words.Of(call.State));
            if (call.Failure?.StatusCode is { } status)
                json.WriteNumber("status_code"u8, status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
