using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

/// <summary>Clients that never wait, or whose other services do not work.</summary>
public sealed class ClientsInMemoryTests
{
    private const int Many = 100_000;

    [Fact]
    public async Task Run_MemberThatNeverWaits_DoesNotHoldUpTheStartOfTheNext()
    {
        var isNextAsked = false;
        var wasNextAskedInTime = false;
        InMemoryClient first = new(_ => wasNextAskedInTime = Volatile.Read(ref isNextAsked));
        InMemoryClient next = new(_ =>
        {
            Volatile.Write(ref isNextAsked, true);
            return true;
        });

        var outcome = await Runs.CompleteAsync(Runs.Recipe(new Panel(new PanelMember(Runs.Model("first", first)), new PanelMember(Runs.Model("next", next)))));

        Assert.True(wasNextAskedInTime);
        Assert.Equal(2, outcome.Receipt.Answered);
    }

    [Fact]
    public async Task Run_CancelledWhileAClientNeitherWaitsNorLooks_EndsTheCall()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Runs.Cancellation);
        var pieces = 0;
        InMemoryClient endless = new(piece =>
        {
            pieces = piece;
            if (piece == 10)
                stop.Cancel();
            return false;
        });
        FusionEngine engine = new(Runs.Recipe(Panel.OfOne(endless, 1)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.CompleteAsync(new FusionRequest(Runs.Ask()), stop.Token));

        Assert.InRange(pieces, 10, 11);
    }

    [Fact]
    public async Task Run_ClientWhoseServicesThrow_IsAskedAllTheSame()
    {
        InMemoryClient odd = new(_ => true) { ServiceError = new NotSupportedException("no services here") };

        var outcome = await Runs.CompleteAsync(Runs.Recipe(Panel.OfOne(odd, 3)));

        Assert.Equal(3, outcome.Receipt.Answered);
        Assert.Equal("fused", outcome.Answer);
    }

    /// <summary>Says the same word again and again, without ever waiting and whatever the token says, until a piece is the last.</summary>
    private sealed class InMemoryClient(Func<int, bool> isLast) : IChatClient
    {
        public Exception? ServiceError { get; init; }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            for (var piece = 1; ; piece++)
            {
                var last = isLast(piece) || piece == Many;
                yield return new ChatResponseUpdate(ChatRole.Assistant, "word") { FinishReason = last ? ChatFinishReason.Stop : null };
                if (last)
                    yield break;
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => ServiceError is null ? null : throw ServiceError;

        public void Dispose()
        {
        }
    }
}
