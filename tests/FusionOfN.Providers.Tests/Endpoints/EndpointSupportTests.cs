using System.Text.Json;
using Microsoft.Extensions.AI;
using static FusionOfN.Providers.Tests.EndpointFixture;

namespace FusionOfN.Providers.Tests;

/// <summary>What is said to be supported is what is sent.</summary>
public sealed class EndpointSupportTests
{
    private static readonly Dictionary<SupportedOptions, ChatOptions> Single = new()
    {
        [SupportedOptions.Temperature] = new() { Temperature = 0.5f },
        [SupportedOptions.TopP] = new() { TopP = 0.25f },
        [SupportedOptions.TopK] = new() { TopK = 17 },
        [SupportedOptions.StopSequences] = new() { StopSequences = ["END"] },
        [SupportedOptions.Seed] = new() { Seed = 7 },
        [SupportedOptions.Penalties] = new() { FrequencyPenalty = 0.125f, PresencePenalty = 0.75f },
        [SupportedOptions.Tools] = new() { Tools = [Weather] },
        [SupportedOptions.ToolChoice] = new() { Tools = [Weather], ToolMode = ChatToolMode.RequireAny },
        [SupportedOptions.ResponseFormat] = new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement, "place") },
        [SupportedOptions.Reasoning] = new() { Reasoning = new() { Effort = ReasoningEffort.High } },
    };

    public static TheoryData<EndpointKind, SupportedOptions> Pairs
    {
        get
        {
            TheoryData<EndpointKind, SupportedOptions> pairs = [];
            foreach (EndpointKind kind in Enum.GetValues<EndpointKind>())
            {
                foreach (SupportedOptions option in Single.Keys)
                    pairs.Add(kind, option);
            }

            return pairs;
        }
    }

    private static AITool Weather => AIFunctionFactory.Create((string city) => city, "weather");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Of_Option_IsSupportedWhenItIsSent(EndpointKind kind, SupportedOptions option)
    {
        await using EndpointFixture fixture = await StartAsync();
        ChatOptions without = option == SupportedOptions.ToolChoice ? Single[SupportedOptions.Tools] : new();

        await fixture.Client(kind).GetResponseAsync("hi", without, Cancel);
        await fixture.Client(kind).GetResponseAsync("hi", Single[option], Cancel);

        bool isSent = fixture.Upstream.Requests[0].Body != fixture.Upstream.Requests[1].Body;
        Assert.Equal(isSent, EndpointSupport.Of(kind).HasFlag(option));
    }
}
