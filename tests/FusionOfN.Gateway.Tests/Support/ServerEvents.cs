using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace FusionOfN.Gateway.Tests;

/// <summary>Reads a stream of server-sent events as a client would.</summary>
internal static class ServerEvents
{
    /// <summary>The events up to <c>[DONE]</c>, which must come.</summary>
    public static async IAsyncEnumerable<JsonObject> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        bool done = false;
        await using Stream stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            Assert.False(done, "something came after [DONE]");
            done = item.Data == "[DONE]";
            if (!done)
                yield return JsonNode.Parse(item.Data)!.AsObject();
        }

        Assert.True(done, "the stream ended without [DONE]");
    }

    /// <summary>The answer's text.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage response)
    {
        string text = "";
        await foreach (JsonObject chunk in ReadAsync(response))
            text += (string?)chunk["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"];
        return text;
    }
}
