// OpenAI's own client for .NET against a gateway: start 'fusion serve' first. FUSION_API_KEY holds a key of the gateway, where it asks for one.
using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

string key = Environment.GetEnvironmentVariable("FUSION_API_KEY") is { Length: > 0 } set ? set : "none";
try
{
    #region ask
    OpenAIClient client = new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri("http://127.0.0.1:8787/v1") });
    ChatCompletion answer = await client.GetChatClient("fusion").CompleteChatAsync("Tell me about Japan: the capital, the currency and the continent.");
    Console.WriteLine(answer.Content[0].Text);
    #endregion
    return 0;
}
catch (Exception exception) when (exception is ClientResultException or AggregateException or HttpRequestException)
{
    await Console.Error.WriteLineAsync($"The gateway at http://127.0.0.1:8787 gave no answer ({exception.InnerException?.Message ?? exception.Message}). Start it: fusion serve");
    return 1;
}
