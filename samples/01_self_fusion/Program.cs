// Self-fusion: five samples of one model, fused by the same model, behind the IChatClient you already use.
// Needs OPENAI_API_KEY, or OPENAI_BASE_URL for any OpenAI-compatible server, or a running Ollama.
using FusionOfN;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;

var found = await EndpointDiscovery.FindAsync();
Console.WriteLine(found.Reason);
if (found is not { Options: { } options, Model: { } model })
{
    Console.Error.WriteLine("This sample needs a model: set OPENAI_API_KEY or ANTHROPIC_API_KEY, or start Ollama, and run it again.");
    return 1;
}

using Endpoint endpoint = new(options);
using var client = new ChatClientBuilder(endpoint.GetChatClient(model))
    .UseFusion(fusion => fusion.Samples = 5)
    .Build();

var response = await client.GetResponseAsync(args is [var prompt] ? prompt : "Explain in three sentences why the sky is blue.");
Console.WriteLine(response.Text);

var receipt = response.GetFusionReceipt()!;
Console.WriteLine($"{receipt.Status}: {receipt.Answered} of {receipt.Asked} candidates, {receipt.Usage.OutputTokens} tokens, copied {receipt.CopyRate:P0}");
return 0;
