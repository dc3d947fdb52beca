using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FusionOfN.Factory;

/// <summary>A model server whose answer tells, by a hash, the bytes that it was asked with: streamed chat completions of some four hundred characters.</summary>
internal static class Upstream
{
    private const string Sentence = "The capital of France is Paris, on the Seine. ";
    private const int Sentences = 8;

    // The logarithm's standard deviation: one call in a hundred takes three times the median.
    private const double Sigma = 0.5;

    /// <summary>Serves on a free port, which is the first line it prints, until standard input ends.</summary>
    /// <param name="medianMs">The median latency; 0 answers at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(double medianMs, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        ConcurrentQueue<string> seen = new();
        ConcurrentDictionary<string, int> bodies = new(StringComparer.Ordinal);
        int calls = 0;
        app.MapPost("/v1/chat/completions", async (HttpContext http) =>
        {
            using MemoryStream body = new();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            ReadOnlyMemory<byte> json = body.GetBuffer().AsMemory(0, (int)body.Length);
            int call = Interlocked.Increment(ref calls);
            if (call <= 6)
                seen.Enqueue(Encoding.UTF8.GetString(json.Span));
            byte[] hash = SHA256.HashData(json.Span);
            string name = Convert.ToHexStringLower(hash.AsSpan(0, 8));
            if (medianMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(medianMs * Math.Exp(Sigma * Gauss(hash))), http.RequestAborted);
            else
                bodies.AddOrUpdate(name, 1, (_, count) => count + 1);
            http.Response.ContentType = "text/event-stream";
            await http.Response.Body.WriteAsync(Answer(name, json.Span.IndexOf("# Candidates"u8) >= 0), http.RequestAborted);
        });
        app.MapGet("/seen", () => Results.Text(JsonSerializer.Serialize(seen.ToArray()), "application/json"));
        app.MapGet("/calls", () => Results.Text($"{Volatile.Read(ref calls)} {bodies.Count} {bodies.Values.DefaultIfEmpty().Max()}"));
        await app.StartAsync(cancellationToken);
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }

    private static byte[] Answer(string name, bool isFused)
    {
        string text = string.Concat(Enumerable.Repeat(Sentence, Sentences)) + name;
        if (isFused)
            text = $"<comparison>\nThey agree.\n</comparison>\n<fused_answer>\n{text}\n</fused_answer>";
        StringBuilder stream = new();
        int size = (text.Length / 4) + 1;
        for (int at = 0; at < text.Length; at += size)
            Chunk($"\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text.Substring(at, Math.Min(size, text.Length - at)))}}},\"finish_reason\":null}}]");
        Chunk("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]");
        Chunk("\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":100,\"total_tokens\":200}");
        return Encoding.UTF8.GetBytes(stream.Append("data: [DONE]\n\n").ToString());

        void Chunk(string rest) => stream.Append("data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",").Append(rest).Append("}\n\n");
    }

    // The same request takes the same time in every process.
    private static double Gauss(byte[] hash)
    {
        double first = (BitConverter.ToUInt32(hash, 8) + 1.0) / (uint.MaxValue + 2.0);
        double second = BitConverter.ToUInt32(hash, 12) / (double)uint.MaxValue;
        return Math.Sqrt(-2 * Math.Log(first)) * Math.Cos(2 * Math.PI * second);
    }
}
