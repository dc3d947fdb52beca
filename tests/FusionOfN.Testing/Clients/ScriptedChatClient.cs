using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Testing;

/// <summary>
/// A chat client in memory whose answers a test writes. Per call it takes, in this order: the next reply of <see cref="Enqueue"/>,
/// else <see cref="OnCall"/>, else the fixed reply it was made with. It records every call and meters how many are open.
/// </summary>
/// <example><code>
/// using ScriptedChatClient client = new("Paris");                                  // always the same answer
/// client.Enqueue("Lyon", ScriptedReply.Failing(new HttpRequestException("503")));  // two calls, then "Paris" again
/// client.OnCall = call => call.Index == 2 ? ScriptedReply.Hanging : "Paris";       // or a script
/// TaskCompletionSource gate = new();                                               // or hold a call open
/// client.Enqueue(new ScriptedReply { Text = "late", Gate = gate.Task });
/// await client.Meter.WaitForOpenAsync(1);
/// gate.SetResult();
/// </code></example>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly ConcurrentQueue<ScriptedReply> _queue = new();
    private readonly Lock _lock = new();
    private readonly List<ScriptedCall> _calls = [];
    private readonly ScriptedReply _fixed;

    /// <summary>Makes a client.</summary>
    /// <param name="reply">The reply when neither the queue nor <see cref="OnCall"/> has one.</param>
    /// <param name="model">The model's name, reported in metadata and as the model served.</param>
    /// <param name="provider">The provider's name in the metadata.</param>
    public ScriptedChatClient(ScriptedReply? reply = null, string model = "scripted", string provider = "scripted")
    {
        _fixed = reply ?? new ScriptedReply();
        Metadata = new ChatClientMetadata(provider, providerUri: null, model);
    }

    /// <summary>What this client says about itself.</summary>
    public ChatClientMetadata Metadata { get; }

    /// <summary>Chooses the reply of a call that the queue has none for; null leaves it to the fixed reply.</summary>
    public Func<ScriptedCall, ScriptedReply?>? OnCall { get; set; }

    /// <summary>How many calls are open, were open at most, and were given up.</summary>
    public CallMeter Meter { get; } = new();

    /// <summary>Whether <see cref="Dispose"/> was called.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Every call so far, in the order of arrival (a copy).</summary>
    public IReadOnlyList<ScriptedCall> Calls { get { lock (_lock) return [.. _calls]; } }

    /// <summary>Adds replies for the next calls, one each.</summary>
    public ScriptedChatClient Enqueue(params ReadOnlySpan<ScriptedReply> replies)
    {
        foreach (ScriptedReply reply in replies) _queue.Enqueue(reply);
        return this;
    }

    /// <inheritdoc />
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        bool finished = false;
        ScriptedCall call = Record(messages, options, isStreaming: false);
        try
        {
            ScriptedReply reply = Choose(call);
            await ArriveAsync(reply, cancellationToken);
            if (reply.Error is not null)
            {
                finished = true;
                throw reply.Error;
            }

            List<AIContent> contents = [];
            if (reply.Reasoning is not null) contents.Add(new TextReasoningContent(reply.Reasoning));
            if (reply.Text.Length > 0) contents.Add(new TextContent(reply.Text));
            contents.AddRange(reply.Contents);
            finished = true;
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = $"message-{call.Index}" })
            {
                ResponseId = $"response-{call.Index}",
                ModelId = reply.ModelId ?? Metadata.DefaultModelId,
                FinishReason = reply.FinishReason,
                Usage = Copy(reply.Usage),
                AdditionalProperties = reply.AdditionalProperties?.Clone(),
            };
        }
        finally
        {
            Meter.End(aborted: !finished);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool finished = false;
        ScriptedCall call = Record(messages, options, isStreaming: true);
        try
        {
            ScriptedReply reply = Choose(call);
            await ArriveAsync(reply, cancellationToken);
            if (reply.Reasoning is not null) yield return Update(call, reply, new TextReasoningContent(reply.Reasoning));

            IReadOnlyList<string> pieces = reply.StreamedPieces;
            int count = reply.Error is null ? pieces.Count : Math.Min(pieces.Count, reply.ErrorAfterPieces);
            for (int i = 0; i < count; i++)
            {
                if (reply.PieceGate is not null) await reply.PieceGate(i).WaitAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                yield return Update(call, reply, new TextContent(pieces[i]));
            }

            if (reply.Error is not null)
            {
                finished = true;
                throw reply.Error;
            }

            foreach (AIContent content in reply.Contents) yield return Update(call, reply, content);
            ChatResponseUpdate last = Update(call, reply, reply.Usage is null ? null : new UsageContent(Copy(reply.Usage)!));
            last.FinishReason = reply.FinishReason;
            last.AdditionalProperties = reply.AdditionalProperties?.Clone();
            finished = true;
            yield return last;
        }
        finally
        {
            Meter.End(aborted: !finished);
        }
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return Metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Notes that the client was disposed; it goes on working, so that a test can see a use after disposal in <see cref="Calls"/>.</summary>
    public void Dispose() => IsDisposed = true;

    private ScriptedCall Record(IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        List<ChatMessage> copy = [.. messages];
        lock (_lock)
        {
            ScriptedCall call = new(Meter.Begin(), copy, options?.Clone(), isStreaming);
            _calls.Add(call);
            return call;
        }
    }

    private ScriptedReply Choose(ScriptedCall call) =>
        _queue.TryDequeue(out ScriptedReply? queued) ? queued : OnCall?.Invoke(call) ?? _fixed;

    private static async Task ArriveAsync(ScriptedReply reply, CancellationToken cancellationToken)
    {
        await reply.Gate.WaitAsync(cancellationToken);
        if (reply.Hangs) await Task.Delay(Timeout.Infinite, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private ChatResponseUpdate Update(ScriptedCall call, ScriptedReply reply, AIContent? content) =>
        new(ChatRole.Assistant, content is null ? [] : [content])
        {
            MessageId = $"message-{call.Index}",
            ResponseId = $"response-{call.Index}",
            ModelId = reply.ModelId ?? Metadata.DefaultModelId,
        };

    // A fresh copy per call: accounting sums usage in place, and a shared instance would grow with every call.
    private static UsageDetails? Copy(UsageDetails? usage)
    {
        if (usage is null) return null;
        UsageDetails copy = new();
        copy.Add(usage);
        return copy;
    }
}
