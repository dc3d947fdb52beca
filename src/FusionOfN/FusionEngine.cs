using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace FusionOfN;

/// <summary>The one path from a prompt to an answer: sample the panel, aggregate the pool, account for it. Every door goes through here.</summary>
/// <remarks>Thread-safe: one engine serves any number of runs at once.</remarks>
public sealed class FusionEngine
{
    private readonly FusionEngineOptions _options;

    /// <summary>Creates an engine for a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">What it runs with; when null, the defaults.</param>
    public FusionEngine(Recipe recipe, FusionEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Recipe = recipe;
        _options = options ?? new FusionEngineOptions();
    }

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; }

    /// <summary>Answers one conversation, as a stream of events that ends with <see cref="FusionCompleted"/>.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops the run and every call in flight. Leaving the stream early does the same.</param>
    /// <exception cref="ArgumentException">
    /// The conversation is empty, or its options cannot be asked of several samples: a conversation that the provider keeps, answers in the background,
    /// functions that a member would invoke itself.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IAsyncEnumerable<FusionEvent> RunAsync(FusionRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        return StreamAsync(request, cancellationToken);
    }

    /// <summary>Answers one conversation and waits for the outcome: the same run, whose other events nobody follows.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="cancellationToken">Stops the run and every call in flight.</param>
    /// <exception cref="ArgumentException">
    /// The conversation is empty, or its options cannot be asked of several samples: a conversation that the provider keeps, answers in the background,
    /// functions that a member would invoke itself.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<FusionOutcome> CompleteAsync(FusionRequest request, CancellationToken cancellationToken = default)
    {
        Check(request);
        OutcomeOnly events = new();
        await RunToEndAsync(request with { ReadsCandidateDeltas = false }, events, cancellationToken).ConfigureAwait(false);
        return events.Outcome ?? throw new InvalidOperationException("The run ended without an outcome.");
    }

    private void Check(FusionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestCheck.Run(Recipe, request);
    }

    private async IAsyncEnumerable<FusionEvent> StreamAsync(FusionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateUnbounded<FusionEvent>(new UnboundedChannelOptions { SingleReader = true });
        var run = RunToEndAsync(request, events.Writer, stop.Token);
        try
        {
            while (await events.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (events.Reader.TryRead(out var step))
                    yield return step;
            }
        }
        finally
        {
            // The reader may have left early. Nothing outlives the stream: stop what is in flight and wait for it.
            await stop.CancelAsync().ConfigureAwait(false);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await run.ConfigureAwait(false);
    }

    private async Task RunToEndAsync(FusionRequest request, ChannelWriter<FusionEvent> events, CancellationToken cancellationToken)
    {
        // Off the reader's thread, so that a client that answers synchronously cannot hold up the first event.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await new FusionRun(Recipe, request, _options, events).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.Complete();
        }
    }
}
