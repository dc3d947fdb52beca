using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes replies of other addresses than chat completions as they came.</summary>
internal static class PassedWriter
{
    /// <summary>Waits for the reply and writes it.</summary>
    /// <exception cref="GatewayException">There is none.</exception>
    public static async Task WriteWholeAsync(HttpResponse response, IAsyncEnumerable<FusionEvent> events)
    {
        JsonObject? reply = null;
        await WholeAnswer.WriteAsync(response, Observe(events, chunk => reply = chunk), (json, _, _) => (reply ?? []).WriteTo(json));
    }

    /// <summary>Writes the pieces of a streamed reply as they come.</summary>
    /// <exception cref="GatewayException">The run failed before the first of them.</exception>
    public static async Task WriteStreamAsync(HttpResponse response, PlannedRun run, IAsyncEnumerable<FusionEvent> events, TimeProvider time)
    {
        using SseStream sse = new(response);
        await new PassedStream(response, sse, run).WriteAsync(events, time);
    }

    private static async IAsyncEnumerable<FusionEvent> Observe(IAsyncEnumerable<FusionEvent> events, Action<JsonObject> onReply)
    {
        await foreach (var step in events)
        {
            if (step is CandidateDelta { Reply: IReadOnlyList<JsonObject> { Count: > 0 } chunks })
                onReply(chunks[^1]);
            yield return step;
        }
    }
}
