// Fusion behind dependency injection: two keyed chat clients, fused for whoever asks for an IChatClient.
// Needs OPENAI_API_KEY and ANTHROPIC_API_KEY. Try: curl http://localhost:5000/ask?prompt=…
using FusionOfN;
using FusionOfN.Providers;
using Microsoft.Extensions.AI;
using ModelEndpoint = FusionOfN.Providers.Endpoint;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

#region di
builder.Services.AddKeyedSingleton("openai", (_, _) => new ModelEndpoint(new EndpointOptions
{
    Name = "openai",
    Kind = EndpointKind.OpenAi,
    BaseUrl = new("https://api.openai.com/v1"),
    ApiKeyVariable = "OPENAI_API_KEY",
}));
builder.Services.AddKeyedSingleton("anthropic", (_, _) => new ModelEndpoint(new EndpointOptions
{
    Name = "anthropic",
    Kind = EndpointKind.Anthropic,
    BaseUrl = new("https://api.anthropic.com"),
    ApiKeyVariable = "ANTHROPIC_API_KEY",
}));

builder.Services.AddFusion(services =>
{
    IChatClient gpt = services.GetRequiredKeyedService<ModelEndpoint>("openai").GetChatClient("gpt-5-mini");
    IChatClient claude = services.GetRequiredKeyedService<ModelEndpoint>("anthropic").GetChatClient("claude-haiku-4-5");
    return new Panel(new PanelMember(new ChatModel("gpt", gpt), Samples: 3), new PanelMember(new ChatModel("claude", claude), Samples: 2));
});
#endregion

WebApplication app = builder.Build();

#region ask
app.MapGet("/ask", async (string prompt, IChatClient chat, CancellationToken cancellation) =>
{
    ChatResponse response = await chat.GetResponseAsync(prompt, cancellationToken: cancellation);
    return Results.Ok(new { answer = response.Text, status = response.GetFusionReceipt()?.Status.ToString() });
});
#endregion

app.Run();
