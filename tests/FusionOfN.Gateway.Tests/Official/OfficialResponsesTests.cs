using FusionOfN.Testing;
using OpenAI.Responses;

namespace FusionOfN.Gateway.Tests.Official;

/// <summary>The official OpenAI client on the Responses API. It must survive the item and the events of the panel, which it does not know.</summary>
public sealed class OfficialResponsesTests
{
    private static readonly FunctionTool Weather = new(
        "weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), strictModeEnabled: false);

    [Fact]
    public async Task CreateResponse_Recipe_GivesTheFusedAnswerBesideTheFusion()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris, on the Seine.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();
        CreateResponseOptions options = new("fusion", [ResponseItem.CreateUserMessageItem("Capital of France?")]) { Instructions = "Be brief.", Metadata = { ["k"] = "v" } };

        ResponseResult answer = await client.CreateResponseAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal("Paris, on the Seine.", answer.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, answer.Status);
        Assert.Single(answer.OutputItems);
        Assert.Equal("f", answer.Model);
        Assert.Equal(60, answer.Usage.TotalTokenCount);
        Assert.Equal("v", answer.Metadata["k"]);
        Assert.Contains("Be brief.", upstream.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateResponseStreaming_Recipe_GivesTheStandardEvents()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        ClientPace pace = new();
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.InPieces(pace, "Paris lies on the Seine,", " and has done so for a while.") : "Paris";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();

        List<StreamingResponseUpdate> updates = [];
        await foreach (StreamingResponseUpdate update in client.CreateResponseStreamingAsync("fusion", "Capital of France?", null, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
            if (update is StreamingResponseOutputTextDeltaUpdate)
                pace.Note();
        }

        Assert.IsType<StreamingResponseCreatedUpdate>(updates[0]);
        Assert.Equal("Paris lies on the Seine, and has done so for a while.", string.Concat(updates.OfType<StreamingResponseOutputTextDeltaUpdate>().Select(delta => delta.Delta)));
        Assert.Equal("Paris lies on the Seine, and has done so for a while.", Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]).Response.GetOutputText());
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));
    }

    [Fact]
    public async Task CreateResponseStreaming_EventsOfThePanelAskedFor_SurvivesThem()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.Of(request, "Paris.");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();
        CreateResponseOptions options = new("fusion", [ResponseItem.CreateUserMessageItem("Capital of France?")]) { StreamingEnabled = true };
#pragma warning disable SCME0001 // The only way to send a field that the client does not know.
        options.Patch.Set("$.stream_options.include_fusion_events"u8, true);
#pragma warning restore SCME0001

        List<StreamingResponseUpdate> updates = [];
        await foreach (StreamingResponseUpdate update in client.CreateResponseStreamingAsync(options, TestContext.Current.CancellationToken))
            updates.Add(update);

        Assert.Equal("Paris.", Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]).Response.GetOutputText());
        Assert.Equal(Enumerable.Range(0, updates.Count), updates.Select(update => update.SequenceNumber));
        Assert.True(updates.Count > 15, "the events of the panel did not come");
    }

    [Fact]
    public async Task CreateResponseStreaming_AllMembersFail_EndsAsFailedWithTheReason()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.Default = UpstreamReply.Error(500, "on fire");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();

        List<StreamingResponseUpdate> updates = [];
        await foreach (StreamingResponseUpdate update in client.CreateResponseStreamingAsync("fusion", "hi", null, TestContext.Current.CancellationToken))
            updates.Add(update);

        ResponseResult failed = Assert.IsType<StreamingResponseFailedUpdate>(updates[^1]).Response;
        Assert.Equal(ResponseStatus.Failed, failed.Status);
        Assert.Equal(ResponseErrorCode.ServerError, failed.Error.Code);
        Assert.Contains("a: ", failed.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateResponse_ToolsThatThePanelWants_GivesACallAndTakesItsResultBack()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => request.Body.Contains("rain, 4 degrees", StringComparison.Ordinal) ? Replies.Of(request, "It rains in Oslo.") : ToolReplies.Call("Oslo", $"call_{request.Model}");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();
        CreateResponseOptions options = new("fusion", [ResponseItem.CreateUserMessageItem("Weather in Oslo?")]) { Tools = { Weather } };

        ResponseResult turn = await client.CreateResponseAsync(options, TestContext.Current.CancellationToken);
        FunctionCallResponseItem call = Assert.Single(turn.OutputItems.OfType<FunctionCallResponseItem>());

        // Everything that came is sent back, the fusion's own item too.
        foreach (ResponseItem item in turn.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "rain, 4 degrees"));
        ResponseResult answer = await client.CreateResponseAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal("weather", call.FunctionName);
        Assert.Equal("""{"city":"Oslo"}""", call.FunctionArguments.ToString());
        Assert.Equal("It rains in Oslo.", answer.GetOutputText());
    }

    [Fact]
    public async Task CreateResponseStreaming_ToolsThatThePanelWants_StreamsTheCall()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => ToolReplies.Call("Oslo", $"call_{request.Model}");
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();
        CreateResponseOptions options = new("fusion", [ResponseItem.CreateUserMessageItem("Weather in Oslo?")]) { Tools = { Weather }, StreamingEnabled = true };

        List<StreamingResponseUpdate> updates = [];
        await foreach (StreamingResponseUpdate update in client.CreateResponseStreamingAsync(options, TestContext.Current.CancellationToken))
            updates.Add(update);

        Assert.Equal("""{"city":"Oslo"}""", Assert.Single(updates.OfType<StreamingResponseFunctionCallArgumentsDoneUpdate>()).FunctionArguments.ToString());
        Assert.Single(Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]).Response.OutputItems.OfType<FunctionCallResponseItem>());
    }

    [Fact]
    public async Task CreateResponse_JsonSchema_GivesAnAnswerThatFits()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        upstream.OnRequest = request => Replies.IsFusing(request) ? Replies.Marked("""{"city":"Paris"}""") : """{"city":"Lyon"}""";
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        ResponsesClient client = OfficialClient.For(gateway).GetResponsesClient();
        BinaryData schema = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");
        CreateResponseOptions options = new("fusion", [ResponseItem.CreateUserMessageItem("Capital of France?")])
        {
            TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("place", schema, jsonSchemaIsStrict: true) },
        };

        ResponseResult answer = await client.CreateResponseAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal("""{"city":"Paris"}""", answer.GetOutputText());
    }
}
