using System.Text.Json;
using System.Text.Json.Nodes;
using FusionOfN.Providers;
using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs.Tests;

/// <summary>Equal calls have one name, others another; secrets and names of recipes are no part of it.</summary>
public sealed class CallKeyTests
{
    private static readonly ChatMessage[] Ask = [new(ChatRole.System, "Be short."), new(ChatRole.User, "What is 2 + 2?")];

    private static readonly Dictionary<string, Func<(ChatMessage[], ChatOptions)>> Different = new()
    {
        ["text"] = () => ([Ask[0], new(ChatRole.User, "What is 2 + 3?")], Options()),
        ["role"] = () => ([new(ChatRole.User, "Be short."), Ask[1]], Options()),
        ["border between messages"] = () => ([new(ChatRole.System, "Be short.What"), new(ChatRole.User, " is 2 + 2?")], Options()),
        ["one message less"] = () => ([Ask[1]], Options()),
        ["temperature"] = () => (Ask, Options(options => options.Temperature = 0.8f)),
        ["seed"] = () => (Ask, Options(options => options.Seed = 8)),
        ["sample"] = () => (Ask, Options(options => options.AdditionalProperties![FusionProperties.Candidate] = 1)),
        ["limit"] = () => (Ask, Options(options => options.MaxOutputTokens = 11)),
        ["stop"] = () => (Ask, Options(options => options.StopSequences = ["\n", "END"])),
        ["effort"] = () => (Ask, Options(options => options.Reasoning = new ReasoningOptions { Effort = ReasoningEffort.High })),
        ["body"] = () => (Ask, Options(options => options.AdditionalProperties![EndpointProperties.Body] = new JsonObject { ["top_k"] = 21 })),
        ["format"] = () => (Ask, Options(options => options.ResponseFormat = ChatResponseFormat.Json)),
        ["model"] = () => (Ask, Options(options => options.ModelId = "other")),
        ["image"] = () => ([Ask[0], new(ChatRole.User, [new TextContent("What is 2 + 2?"), new DataContent("data:image/png;base64,AAAA")])], Options()),
        ["tool"] = () => (Ask, Options(options => options.Tools = [AIFunctionFactory.CreateDeclaration("add", "adds", JsonElement.Parse("{}"))])),
    };

    public static TheoryData<string> Changes => [.. Different.Keys];

    [Fact]
    public void KeyOf_EqualCalls_AreEqual()
    {
        JsonObject body = new() { ["top_k"] = 20, ["min_p"] = new JsonObject { ["b"] = 1, ["a"] = 2 } };
        JsonObject sameInOtherOrder = new() { ["min_p"] = new JsonObject { ["a"] = 2, ["b"] = 1 }, ["top_k"] = 20 };

        CallKey? first = Writer().KeyOf(Ask, Options(options => options.AdditionalProperties![EndpointProperties.Body] = body));
        CallKey? second = Writer().KeyOf([new(ChatRole.System, "Be short."), new(ChatRole.User, "What is 2 + 2?")], Options(options =>
        {
            options.AdditionalProperties![EndpointProperties.Body] = sameInOtherOrder;
            options.AdditionalProperties[EndpointProperties.KeepsReply] = true;
        }));

        Assert.NotNull(first);
        Assert.Equal(first, second);
        Assert.Equal(first, CallKey.FromBytes(first.Value.ToBytes()));
        Assert.Equal(64, first.ToString()!.Length);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void KeyOf_AnotherCall_HasAnother(string change)
    {
        (ChatMessage[] messages, ChatOptions options) = Different[change]();

        CallKey? other = Writer().KeyOf(messages, options);

        Assert.NotNull(other);
        Assert.NotEqual(Writer().KeyOf(Ask, Options()), other);
    }

    [Fact]
    public void KeyOf_CallThatCannotBeCompared_IsNone()
    {
        Assert.Null(Writer().KeyOf(Ask, Options(options => options.RawRepresentationFactory = _ => new object())));
        Assert.Null(Writer().KeyOf(Ask, Options(options => options.ConversationId = "kept by the server")));
        Assert.Null(Writer().KeyOf([new ChatMessage(ChatRole.User, [new HostedFileContent("file-1")])], Options()));
    }

    [Fact]
    public void KeyOf_HalvesOfPairsAndOddTexts_AreNamed()
    {
        Assert.NotNull(Writer().KeyOf([new ChatMessage(ChatRole.User, "half \uD83D and \0 and \u2028")], Options()));
        Assert.NotNull(Writer().KeyOf([new ChatMessage(ChatRole.User, "")], null));
    }

    [Theory]
    [InlineData("https://me:hunter2@api.example.com/v1?key=hunter2", "api.example.com/v1")]
    [InlineData("http://localhost:8000/v1/", "localhost:8000/v1")]
    [InlineData("http://127.0.0.1:11434", "127.0.0.1:11434")]
    public void Place_OfAnAddress_HoldsNoSecret(string address, string place) => Assert.Equal(place, ModelAddress.PlaceOf(new Uri(address)));

    [Fact]
    public void Address_SameServerUnderAnotherNameKeyAndHeader_IsTheSame()
    {
        using Endpoint first = new(new EndpointOptions { Name = "a", BaseUrl = new Uri("http://localhost:1/v1") });
        using Endpoint second = new(new EndpointOptions
        {
            Name = "b",
            BaseUrl = new Uri("http://localhost:1/v1"),
            Headers = new Dictionary<string, string> { ["X-Team"] = "b" },
        });
        using Endpoint extended = new(new EndpointOptions { Name = "a", BaseUrl = new Uri("http://localhost:1/v1"), ExtraBody = new JsonObject { ["top_k"] = 1 } });

        CallKey? Key(string name, Endpoint endpoint) => new CallKeyWriter(ModelAddress.Of(new ChatModel(name, endpoint.GetChatClient("m")))).KeyOf(Ask, Options());

        Assert.Equal(Key("left", first), Key("right", second));
        Assert.NotEqual(Key("left", first), Key("left", extended));
    }

    private static CallKeyWriter Writer()
    {
        using ScriptedChatClient client = new("four", "gpt");
        return new CallKeyWriter(ModelAddress.Of(new ChatModel("member", client)));
    }

    private static ChatOptions Options(Action<ChatOptions>? change = null)
    {
        ChatOptions options = new()
        {
            Temperature = 0.7f,
            Seed = 7,
            MaxOutputTokens = 10,
            StopSequences = ["\n"],
            AdditionalProperties = new() { [FusionProperties.Candidate] = 0 },
        };
        change?.Invoke(options);
        return options;
    }
}
