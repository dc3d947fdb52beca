using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Local;

/// <summary>
/// A chat client of a model in this process. Beside the usual options it reads <c>min_p</c>, <c>repetition_penalty</c> and <c>logprobs</c> from
/// <see cref="ChatOptions.AdditionalProperties"/>; what is not set comes from the model's <c>generation_config.json</c>. A response format is not enforced.
/// </summary>
public sealed class LocalChatClient : IChatClient, IMultiSampleChatClient
{
    /// <summary>Key of the seed in the additional properties of an update that ends an answer, and of a response.</summary>
    public const string SeedKey = "seed";

    /// <summary>Key of the log-probability of an update's token (natural logarithm) in its additional properties; of a response, all of them.</summary>
    public const string LogProbabilitiesKey = "logprobs";

    private readonly LocalModel _model;
    private readonly ChatClientMetadata _metadata;
    private readonly Lazy<string> _files;

    /// <summary>Creates a client. Disposing it leaves the model open.</summary>
    /// <param name="model">The model.</param>
    public LocalChatClient(LocalModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _metadata = new ChatClientMetadata("local", new Uri(model.Directory), model.Name);
        _files = new Lazy<string>(() => FolderHash.Of(model.Directory));
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatResponse response = new() { ModelId = _model.Name };
        ChatMessage message = new(ChatRole.Assistant, (string?)null);
        System.Text.StringBuilder text = new();
        List<float> logProbabilities = [];
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            text.Append(update.Text);
            response.ResponseId = message.MessageId = update.ResponseId;
            response.FinishReason ??= update.FinishReason;
            response.Usage = update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details ?? response.Usage;
            if (update.AdditionalProperties?.TryGetValue(LogProbabilitiesKey, out float logProbability) is true)
                logProbabilities.Add(logProbability);
            if (update.AdditionalProperties?.TryGetValue(SeedKey, out long seed) is true)
                response.AdditionalProperties = new() { [SeedKey] = seed };
        }

        message.Contents = [new TextContent(text.ToString())];
        response.Messages = [message];
        if (logProbabilities.Count > 0)
            (response.AdditionalProperties ??= [])[LogProbabilitiesKey] = logProbabilities;
        return response;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in GetStreamingSamplesAsync(messages, options, [options?.Seed], cancellationToken).ConfigureAwait(false))
            yield return update.Update;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SampleUpdate> GetStreamingSamplesAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, IReadOnlyList<long?> seeds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(seeds);
        var prompt = _model.Encode(ChatTurns.Read(messages, options, _model.Name), cancellationToken);
        long[] drawn = [.. seeds.Select(seed => seed ?? SampleRandom.NewSeed())];

        // Leaving the loop early, or cancelling it, takes the samples out of the batch at its next step.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var job = _model.Submit(new TokenPrompt(prompt, drawn), ChatGenerationOptions.Read(options, _model.Defaults), stop.Token);
            SampleUpdates updates = new(_model.Name, prompt.Count, drawn);
            await foreach (var update in job.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                // What is already waiting in the channel would still be read after a cancellation.
                cancellationToken.ThrowIfCancellationRequested();
                if (updates.Next(update) is { } next)
                    yield return next;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceType == typeof(string) && serviceKey is FusionProperties.ModelFiles ? _files.Value
            : serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(LocalModel) ? _model
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Does nothing: the model belongs to whoever loaded it.</summary>
    public void Dispose()
    {
    }
}
