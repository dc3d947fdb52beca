using System.Text.Json.Nodes;
using FusionOfN.Configuration;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>Models that know single questions only get the last one, whatever a chat client sends with it, and the answer says so.</summary>
public sealed class LastTurnTests
{
    private const string Conversation = """
        {"model":"fusion","messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"Hello"},{"role":"assistant","content":"Hi"},{"role":"user","content":"Capital of Kenya?"}]}
        """;

    [Theory]
    [InlineData(Conversation, true)]
    [InlineData("""{"model":"fusion","messages":[{"role":"user","content":"Capital of Kenya?"}]}""", false)]
    public async Task Chat_ModelsForSingleQuestions_GetTheLastOneAndTheAnswerSaysSo(string body, bool isNoted)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Nairobi.");
        await using TestGateway gateway = await TestGateway.StartAsync(
            upstream, change: options => options with { Models = new GatewayModels(new ModelSource(options.Models.Book, "small ones") { ReadsLastTurnOnly = true }) });

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", body);
        JsonObject answer = await TestGateway.ReadAsync(response);

        Assert.All(upstream.Requests.Where(request => !Replies.IsFusing(request)), request => Assert.Equal("Capital of Kenya?", (string?)Assert.Single(request.Json["messages"]!.AsArray())!["content"]));
        Assert.Equal(isNoted, answer["fusion"]!["notes"]?.AsArray().Any(note => ((string)note!).Contains("earlier turns", StringComparison.Ordinal)) == true);
    }
}
