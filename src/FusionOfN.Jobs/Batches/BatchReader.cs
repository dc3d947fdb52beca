using FusionOfN.Providers;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>Reads a batch that has ended, line by line. What counts is what each line says, not what the batch is called.</summary>
internal sealed class BatchReader(BatchLog log, JobCalls calls, int maxAttempts)
{
    private const int MaxAtOnce = 256;

    /// <summary>What a call ends with that was in as many batches as it may be, and was answered in none.</summary>
    public static StoredFailure Unanswered { get; } = new(
        "No batch answered the call: each of them expired, was cancelled, or left it out.", "No batch answered the call.", nameof(EndpointFailureKind.Timeout), null);

    public static StoredCall Failed(StoredFailure failure) => new() { Failure = failure, Usage = new UsageDetails(), CostUsd = 0 };

    /// <summary>Keeps every answer; calls that were not answered wait for another batch.</summary>
    /// <returns>Why nothing more is to be sent to the endpoint; null when it may.</returns>
    public async Task<string?> ReadAsync(BatchApi api, BatchSummary batch, RemoteBatch remote, BatchModel model, CancellationToken cancellationToken)
    {
        string? stop = null;
        List<Task> writes = [];
        await foreach (BatchResult result in api.ReadAsync(remote, cancellationToken))
        {
            // A name that is none of ours belongs to nobody who waits.
            if (BatchCallName.KeyOf(result.Id) is not { } key || result.Status is null)
                continue;
            (Task write, string? reason) = await TakeAsync(batch, key, result, model, cancellationToken);
            stop ??= reason;
            writes.Add(write);
            if (writes.Count < MaxAtOnce)
                continue;
            await Task.WhenAll(writes);
            writes.Clear();
        }

        await Task.WhenAll(writes);
        await log.EndAsync(batch, BatchState.Read, remote.State, null, Unanswered, maxAttempts);
        return stop;
    }

    private async Task<(Task Write, string? Stop)> TakeAsync(BatchSummary batch, byte[] key, BatchResult result, BatchModel model, CancellationToken cancellationToken)
    {
        StoredFailure failure;
        try
        {
            if (await model.Wire.ReadAsync(result.Status!.Value, result.Body, token => log.FindBodyAsync(batch, key, token), cancellationToken) is not { } reply)
                return (log.ForgetAsync(batch, key), null);
            ReplyRecorder recorder = new();
            foreach (ChatResponseUpdate update in reply.ToChatResponseUpdates())
                recorder.Add(update);
            if (recorder.Complete((usage, cost) => CallPrice.Of(calls.Options, model.Model, usage, cost, model.Endpoint.Options.BatchPrice)) is { } call)
            {
                calls.Counts.AddSent();
                calls.Counts.AddSpend(call);
                return (log.KeepAsync(batch, key, call), null);
            }

            failure = recorder.Failure;
        }
        catch (EndpointException exception)
        {
            failure = StoredFailure.Of(exception);
        }

        if (failure.IsPermanent)
            return (log.KeepAsync(batch, key, Failed(failure)), null);

        // No call is to blame for an account without credit: it is sent again when there is some.
        return failure.StopsTheJob ? (log.RetryAsync(batch, key, failure, maxAttempts: null), failure.Reason) : (log.RetryAsync(batch, key, failure, maxAttempts), null);
    }
}
