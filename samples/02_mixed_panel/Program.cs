// A mixed panel: two models from two endpoints, with a quorum, a budget and prices; the answer streams while it is written.
// Needs OPENAI_API_KEY and ANTHROPIC_API_KEY. Change names and prices to what you use.
using FusionOfN;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

List<string> missing = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY"];
missing.RemoveAll(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
if (missing.Count > 0)
{
    Console.Error.WriteLine($"This sample needs both providers: set {string.Join(" and ", missing)}, and run it again.");
    return 1;
}

using Endpoint openAi = new(new EndpointOptions
{
    Name = "openai",
    Kind = EndpointKind.OpenAi,
    BaseUrl = new("https://api.openai.com/v1"),
    ApiKeyVariable = "OPENAI_API_KEY",
});
using Endpoint anthropic = new(new EndpointOptions
{
    Name = "anthropic",
    Kind = EndpointKind.Anthropic,
    BaseUrl = new("https://api.anthropic.com"),
    ApiKeyVariable = "ANTHROPIC_API_KEY",
});
var gpt = new ChatModel("gpt", openAi.GetChatClient("gpt-5-mini"));
var claude = new ChatModel("claude", anthropic.GetChatClient("claude-haiku-4-5"));

Panel panel = new(new PanelMember(gpt, Samples: 3), new PanelMember(claude, Samples: 2));
using FusionChatClient client = new(panel, fusor: claude.Client, new FusionOptions
{
    Quorum = new Quorum { Min = 3, Grace = TimeSpan.FromSeconds(5) },
    Budget = new BudgetLimits { MaxCostUsd = 0.10m },
    // Examples in US dollars per million tokens; look yours up. The fusor is called by its model id.
    Prices = new PriceList([new("gpt", new Price(0.25m, 2m)), new("claude", new Price(1m, 5m)), new("claude-haiku-4-5", new Price(1m, 5m))]),
});

try
{
    await foreach (var update in client.GetStreamingResponseAsync("Compare B-trees and LSM trees for a write-heavy workload."))
        Console.Write(update.Text);
    Console.WriteLine();
    return 0;
}
catch (FusionException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
