using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Load;

/// <summary>A model server that answers at once: streamed chat completions of twenty chunks, ready-made.</summary>
internal static class Upstream
{
    private const string Sentence = "The capital of France is Paris, on the Seine. ";
    private const int Sentences = 9;
    private const int Pieces = 20;

    private static readonly byte[] Candidate = Stream(string.Concat(Enumerable.Repeat(Sentence, Sentences)));
    private static readonly byte[] Fused = Stream(
        $"<comparison>\nThey agree.\n</comparison>\n<fused_answer>\n{string.Concat(Enumerable.Repeat(Sentence, Sentences))}\n</fused_answer>");

    /// <summary>Serves on a free port, which is the first line it prints, until standard input ends.</summary>
    /// <param name="apart">Whether each chunk is sent on its own, as by a server that writes token by token; otherwise an answer is sent in one piece.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(bool apart, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        ConcurrentQueue<string> seen = new();
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            using MemoryStream body = new();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            ReadOnlyMemory<byte> json = body.GetBuffer().AsMemory(0, (int)body.Length);

            // The first fused request shows what the floor must send.
            if (seen.Count < LoadRun.Calls)
                seen.Enqueue(Encoding.UTF8.GetString(json.Span));
            http.Response.ContentType = "text/event-stream";
            byte[] answer = json.Span.IndexOf("# Candidates"u8) >= 0 ? Fused : Candidate;
            for (int end, at = 0; at < answer.Length; at = end)
            {
                end = apart ? at + answer.AsSpan(at).IndexOf("\n\n"u8) + 2 : answer.Length;
                await http.Response.Body.WriteAsync(answer.AsMemory(at, end - at), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        });
        app.MapGet("/seen", () => Results.Text(JsonSerializer.Serialize(seen.ToArray()), "application/json"));
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }

    private static byte[] Stream(string text)
    {
        StringBuilder stream = new();
        int size = (text.Length + Pieces - 1) / Pieces;
        for (int at = 0; at < text.Length; at += size)
            Chunk($"\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text.Substring(at, Math.Min(size, text.Length - at)))}}},\"finish_reason\":null}}]");
        Chunk("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]");
        Chunk("\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":100,\"total_tokens\":200}");
        return Encoding.UTF8.GetBytes(stream.Append("data: [DONE]\n\n").ToString());

        void Chunk(string rest) => stream.Append("data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",").Append(rest).Append("}\n\n");
    }
}
