using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace FusionOfN.Benchmarks;

/// <summary>What the engine itself takes per fused answer: five members and a fusor that answer at once, from memory. The floor makes the same six calls bare.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private readonly InstantClient _member = new([.. Enumerable.Range(0, 60).Select(i => $"word{i} ")]);
    private readonly InstantClient _fusor = new(["They agree.\n\n<fused_answer>\n", .. Enumerable.Range(0, 60).Select(i => $"word{i} "), "\n</fused_answer>"]);
    private readonly List<ChatMessage> _messages = [new(ChatRole.User, "Why is the sky blue?")];
    private FusionEngine _engine = null!;

    [GlobalSetup]
    public void SetUp() => _engine = new FusionEngine(
        new Recipe("bench", Panel.OfOne(_member, 5, "member"), new FusionAggregator([new ChatModel("fusor", _fusor)])) { Seed = 1 });

    [Benchmark(Baseline = true)]
    public async Task<int> SixBareCalls()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ReadAsync(_member)));
        return answers.Sum() + await ReadAsync(_fusor);
    }

    [Benchmark]
    public async Task<string> FusedAnswer() => (await _engine.CompleteAsync(new FusionRequest(_messages))).Answer;

    /// <summary>The same with every event told: what a door that streams its progress reads.</summary>
    [Benchmark]
    public async Task<int> FusedAnswerWithEvents()
    {
        var events = 0;
        await foreach (var _ in _engine.RunAsync(new FusionRequest(_messages)))
            events++;
        return events;
    }

    private async Task<int> ReadAsync(InstantClient client)
    {
        var length = 0;
        await foreach (var update in client.GetStreamingResponseAsync(_messages))
            length += update.Text.Length;
        return length;
    }

    private sealed class InstantClient(IReadOnlyList<string> pieces) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            foreach (var piece in pieces)
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 9, OutputTokenCount = pieces.Count })])
            {
                FinishReason = ChatFinishReason.Stop,
            };
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }
}
