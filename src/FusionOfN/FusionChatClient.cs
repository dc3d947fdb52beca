using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>A chat client that answers with what a panel of models came up with together.</summary>
/// <remarks>Streams the engine's answer as updates; the last one carries the receipt (<see cref="FusionResponses.GetFusionReceipt(ChatResponse)"/>).</remarks>
public sealed class FusionChatClient : IChatClient
{
    private readonly FusionEngine _engine;
    private readonly FusionParts? _parts;
    private readonly IChatClient? _owned;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Creates a client over a panel and a fusor.</summary>
    /// <param name="panel">The models to sample. Their clients are not disposed with this one.</param>
    /// <param name="fusor">The model that writes the answer. It is not disposed with this client.</param>
    /// <param name="options">How to fuse; when null, the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the fusor is itself a fusion.</exception>
    public FusionChatClient(Panel panel, IChatClient fusor, FusionOptions? options = null)
        : this(panel, fusor, options ?? new FusionOptions(), owned: null)
    {
    }

    /// <summary>Creates a client for a recipe.</summary>
    /// <param name="engine">The engine of the recipe.</param>
    public FusionChatClient(FusionEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _metadata = new ChatClientMetadata("fusionofn", defaultModelId: engine.Recipe.Name);
    }

    internal FusionChatClient(Panel panel, IChatClient fusor, FusionOptions options, IChatClient? owned)
        : this(PartsOf(panel, fusor, options)) => _owned = owned;

    private FusionChatClient(FusionParts parts)
        : this(parts.CreateEngine()) => _parts = parts;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The options cannot be asked of a panel: a conversation that the provider keeps, functions that a member would invoke itself, a model id for several clients, a JSON schema that cannot be used, a value that no model takes.
    /// </exception>
    /// <exception cref="FusionException">No member of the panel gave a usable answer.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var outcome = await EngineFor(options).CompleteAsync(Request(messages, options), cancellationToken).ConfigureAwait(false);
        return FusionResponses.ToResponse(outcome);
    }

    /// <inheritdoc/>
    /// <exception cref="FusionException">
    /// No member of the panel gave a usable answer, or the fusor failed after a part of its answer had been passed on.
    /// </exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var messageId = $"msg_{Guid.CreateVersion7():n}";
        // What was passed on cannot be taken back. Asking without streaming would have gone on to the fallbacks.
        var request = Request(messages, options) with { PassesAnswerOn = true, ReadsCandidateDeltas = false };
        await foreach (var step in EngineFor(options).RunAsync(request, cancellationToken).ConfigureAwait(false))
        {
            switch (step)
            {
                case AnswerDelta delta:
                    yield return new ChatResponseUpdate(ChatRole.Assistant, delta.Text) { MessageId = messageId };
                    break;
                case FusionCompleted completed:
                    yield return FusionResponses.ToLastUpdate(completed.Outcome, messageId);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(_engine) ? _engine
            : serviceType.IsInstanceOfType(this) ? this
            : _owned?.GetService(serviceType, serviceKey);
    }

    /// <summary>Disposes the wrapped client when this client was made by <c>UseFusion</c>; otherwise does nothing.</summary>
    public void Dispose() => _owned?.Dispose();

    private static FusionRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var check = JsonAnswerCheck.For(options);
        try
        {
            check?.Prepare();
        }
        catch (SchemaProblemException exception)
        {
            throw new ArgumentException($"{check!.Place}: {exception.Message}", exception);
        }

        return new FusionRequest([.. messages]) { Options = options, AnswerCheck = check };
    }

    /// <summary>The engine, with the model that the request names in place of the panel's; the recipe's name is this client's own model id.</summary>
    private FusionEngine EngineFor(ChatOptions? options)
    {
        if (options?.ModelId is not { } id || string.IsNullOrWhiteSpace(id) || id == _engine.Recipe.Name)
            return _engine;
        if (_parts is null)
            throw new ArgumentException($"ChatOptions.ModelId is '{id}', but the models are those of the recipe '{_engine.Recipe.Name}': leave the id out.", nameof(options));
        return _parts.CreateEngine(id);
    }

    private static FusionParts PartsOf(Panel panel, IChatClient fusor, FusionOptions options)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(fusor);
        options.Validate();
        if (fusor.Find<FusionChatClient>() is not null)
            throw new ArgumentException("The fusor is itself a fusion, which would answer where a single model has to write: give a single model as the fusor.", nameof(fusor));
        return new FusionParts(panel, fusor, options);
    }
}
