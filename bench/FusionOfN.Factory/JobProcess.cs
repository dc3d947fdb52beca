using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FusionOfN.Jobs;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Factory;

/// <summary>A job as <c>fusion synth</c> runs one: five samples, one fusion, one row an item.</summary>
internal static class JobProcess
{
    public const string StoreFile = "job.db";
    public const string RowsFile = "rows.jsonl";

    private const int Samples = 5;

    public static async Task<int> RunAsync(Uri upstream, string folder, int items, int concurrency, int warmUp, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (warmUp > 0)
        {
            string other = Directory.CreateTempSubdirectory("fusion-warm-up-").FullName;
            await using (JobStore store = await JobStore.OpenAsync(StoreAddress.Parse(StoreFile, other, mayHoldPassword: false), cancellationToken: cancellationToken))
                await RunAsync(store, upstream, warmUp, concurrency, "warm up", cancellationToken);
            Directory.Delete(other, recursive: true);
        }

        await using JobStore own = await JobStore.OpenAsync(StoreAddress.Parse(StoreFile, folder, mayHoldPassword: false), cancellationToken: cancellationToken);
        JobResult? result = null;
        (double seconds, long calls) first = default;
        Measurement measured = await Measurement.OfAsync(items, async () => (result, first) = await RunAsync(own, upstream, items, concurrency, "question", cancellationToken));
        if (result!.End != JobEnd.Completed)
        {
            await Console.Error.WriteLineAsync($"{result.End}: {result.Reason}");
            return 1;
        }

        await ExportAsync(own, Path.Combine(folder, RowsFile), cancellationToken);
        (measured with { ReadyIdleShare = result.Snapshot.ReadyIdleShare, FirstSeconds = first.seconds, CallsBeforeFirst = first.calls }).Print();
        return 0;
    }

    private static async Task<(JobResult Result, (double Seconds, long Calls) First)> RunAsync(
        JobStore store, Uri upstream, int items, int concurrency, string word, CancellationToken cancellationToken)
    {
        using Endpoint endpoint = new(new EndpointOptions { Name = "upstream", BaseUrl = new Uri(upstream, "/v1"), MaxConcurrency = concurrency });
        await using JobLog log = await store.OpenJobAsync(new JobDefinition(word, 1, []), cancellationToken);
        JobCalls calls = new(store.Calls, new JobCallsOptions { Concurrency = concurrency });
        JobLoop<string> loop = await JobLoop<string>.CreateAsync(log, calls, new JobLoopOptions { ExpectedItems = items }, cancellationToken);
        ChatModel Model(string name) => calls.Wrap(new ChatModel(name, endpoint.GetChatClient(name)) { Options = new ChatOptions { MaxOutputTokens = 256 } });
        Recipe recipe = new("factory", new Panel(new PanelMember(Model("teacher"), Samples)), new FusionAggregator([Model("fusor")]));
        long started = Stopwatch.GetTimestamp();
        (double Seconds, long Calls) first = default;
        JobResult result = await loop.RunAsync(
            Prompts(),
            prompt => ContentHash.Of(Encoding.UTF8.GetBytes(prompt)),
            async (prompt, item, token) =>
            {
                FusionRequest request = new([new ChatMessage(ChatRole.User, prompt)]);
                CandidatePool pool = await item.SampleAsync(recipe, request, token);
                FusionOutcome fused = await item.CompleteAsync(recipe, request with { Candidates = pool.Candidates, TracesProvenance = false }, token);
                if (first.Seconds == 0)
                    first = (Stopwatch.GetElapsedTime(started).TotalSeconds, loop.Progress.Snapshot().Calls);
                return ItemOutcome.Done(Row(prompt, pool, fused));
            },
            stop: cancellationToken);
        return (result, first);

        async IAsyncEnumerable<string> Prompts()
        {
            for (int i = 0; i < items; i++)
                yield return $"{word} {i}: what is the capital of France, and how did it come to be so? Say it in two or three sentences.";
            await Task.CompletedTask;
        }
    }

    private static byte[] Row(string prompt, CandidatePool pool, FusionOutcome fused)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("prompt", prompt);
            writer.WriteStartArray("candidates");
            foreach (Candidate candidate in pool.Candidates)
                writer.WriteStringValue(candidate.Text);
            writer.WriteEndArray();
            writer.WriteString("answer", fused.Answer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Derived from the log, under a temporary name first.</summary>
    private static async Task ExportAsync(JobStore store, string path, CancellationToken cancellationToken)
    {
        JobLog log = (await store.FindJobAsync("question", cancellationToken))!;
        await using (FileStream file = File.Create(path + ".tmp"))
        {
            await foreach (ItemRow row in log.ReadAsync([ItemState.Done], cancellationToken))
            {
                await file.WriteAsync(row.Row, cancellationToken);
                file.WriteByte((byte)'\n');
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
