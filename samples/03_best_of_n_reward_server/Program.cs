// Best-of-N with a reward model behind an HTTP server, and fusion of the very same pool beside it.
// Needs a chat model (see 01) and a reward server, here vLLM at REWARD_URL.
using FusionOfN;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

if (Environment.GetEnvironmentVariable("REWARD_URL") is not { Length: > 0 } rewardUrl)
{
    Console.Error.WriteLine("This sample needs a reward server: start one, for example with 'vllm serve MODEL --runner pooling', and set REWARD_URL to its address.");
    return 1;
}

var found = await EndpointDiscovery.FindAsync();
Console.WriteLine(found.Reason);
if (found is not { Options: { } options, Model: { } model })
{
    Console.Error.WriteLine("This sample needs a model: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or start Ollama, and run it again.");
    return 1;
}

using Endpoint endpoint = new(options);
using RewardServerScorer reward = new(new RewardServerOptions
{
    Name = "reward",
    Dialect = RewardDialect.VllmClassify,
    BaseUrl = new(rewardUrl),
});
var member = new ChatModel(model, endpoint.GetChatClient(model)) { Options = new ChatOptions { Temperature = 0.7f } };
FusionRequest request = new([new ChatMessage(ChatRole.User, "Write a haiku about the sea.")]);

// Best-of-N samples the pool …
var bestOfN = await new FusionEngine(new Recipe("best-of-n", new Panel(new PanelMember(member, 5)), new BestOfNAggregator(reward))).CompleteAsync(request);
Console.WriteLine($"Best of {bestOfN.Pool.Usable.Count} by reward:\n{bestOfN.Answer}\n");

// … and fusion reads the same candidates, so that nothing but the aggregation differs.
var fusion = await new FusionEngine(new Recipe("fusion", RecordedPanel.Instance, new FusionAggregator([member])))
    .CompleteAsync(request with { Candidates = bestOfN.Pool.Candidates });
Console.WriteLine($"Fused from the same:\n{fusion.Answer}");
return 0;
