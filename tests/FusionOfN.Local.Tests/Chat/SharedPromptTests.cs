using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace FusionOfN.Local.Tests;

/// <summary>The engine's sampler over a local model: all samples of a member are drawn in one go, from one reading of the prompt.</summary>
public sealed class SharedPromptTests : IDisposable
{
    private readonly TestModel _model = TestModel.Create();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Engine_FiveSamplesOfALocalModel_AreOneJobAndEqualSingleCalls()
    {
        using CountingClient client = new(_model.Model.AsChatClient());
        Panel panel = new(new PanelMember(new ChatModel("m", client), 5));
        FusionEngine engine = new(new Recipe("test", panel, Aggregators.Create(AggregatorNames.First, new AggregatorParts())) { Seed = 7 });
        FusionRequest request = new([new ChatMessage(ChatRole.User, "What is the capital of Peru?")]) { Options = new ChatOptions { MaxOutputTokens = 12 } };

        var outcome = await engine.CompleteAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(1, client.Jobs);
        Assert.Equal(5, client.Seeds.Distinct().Count());
        Assert.Equal(5, outcome.Pool.Candidates.Select(candidate => candidate.Text).Distinct().Count());
        for (var i = 0; i < 5; i++)
        {
            var alone = await client.GetResponseAsync(request.Messages, new ChatOptions { MaxOutputTokens = 12, Seed = client.Seeds[i] }, TestContext.Current.CancellationToken);
            Assert.Equal(alone.Text, outcome.Pool.Candidates[i].Text);
        }
    }

    private sealed class CountingClient(IChatClient inner) : DelegatingChatClient(inner), IMultiSampleChatClient
    {
        public int Jobs { get; private set; }

        public List<long?> Seeds { get; } = [];

        public async IAsyncEnumerable<SampleUpdate> GetStreamingSamplesAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, IReadOnlyList<long?> seeds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Jobs++;
            Seeds.AddRange(seeds);
            await foreach (var update in InnerClient.GetService<IMultiSampleChatClient>()!.GetStreamingSamplesAsync(messages, options, seeds, cancellationToken))
                yield return update;
        }
    }
}
