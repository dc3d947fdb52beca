using System.Text.Json.Nodes;
using CsCheck;

namespace FusionOfN.Gateway.Tests;

/// <summary>Golden requests, broken in every way: the reader answers with a form or with an error about the client, nothing else.</summary>
public sealed class GoldenMutationTests
{
    private const int Samples = 20_000;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "1e400", "-1e-400", "123456789012345678901234567890", "2.5", "\"\"", "\" \"", "\"a\"", "\"fusion\"", "\"fusion/mixed\"",
        "\"openrouter:fusion\"", "\"\\u0000\"", "\"\\ud800\"", "\"bon&moa-a\"", "[]", "{}", "[[]]", "[{}]", "[null]", "[\"a\",\"a\"]", "{\"a\":{\"a\":{}}}", "{\"n\":1,\"n\":2}",
        "{\"id\":\"fusion\"}", "[{\"id\":\"fusion\"}]", "[{\"type\":\"openrouter:fusion\"}]",
    ];

    private static readonly string[] Keys =
    [
        "model", "fusion", "plugins", "tools", "budget", "optillm_approach", "n", "models", "judge", "quorum", "analysis_models", "tool_choice", "", "$", "a.b", "x\u0000",
        .. Vocabulary.Own, .. Vocabulary.Plugin, .. Vocabulary.ToolParameters, .. Vocabulary.FreeLlmApi,
    ];

    private static readonly string?[] Headers = [null, null, null, "", "solo", "fuse", "auto", "8", "-1", "1e9", "solo, fuse", "\u0000"];

    private static readonly Gen<(int Golden, int[] Steps, int Mode, int Budget, bool Responses)> Mutations = Gen.Select(
        Gen.Int[0, GoldenRequest.All.Count - 1], Gen.Int[0, int.MaxValue].Array[1, 12], Gen.Int[0, Headers.Length - 1], Gen.Int[0, Headers.Length - 1], Gen.Bool);

    [Fact]
    public void Read_MutatedGoldenRequest_IsReadOrRefused()
    {
        int read = 0, refused = 0;
        Mutations.Sample(
            mutation =>
            {
                var text = WithRawValues(Mutate(GoldenRequest.All[mutation.Golden].Body, mutation.Steps).ToJsonString());
                // As it comes over HTTP, but by a parser that lets more through.
                var body = JsonNode.Parse(text)!.AsObject();
                DialectInput input = new(mutation.Responses ? DialectEndpoint.Responses : DialectEndpoint.ChatCompletions, DialectBook.Models)
                {
                    FusionMode = Headers[mutation.Mode],
                    ItsBudget = Headers[mutation.Budget],
                };
                try
                {
                    var ask = DialectReader.Read(body, input);
                    Interlocked.Increment(ref read);
                    AssertWhole(ask);
                }
                catch (GatewayException exception)
                {
                    Interlocked.Increment(ref refused);
                    Assert.InRange(exception.Status, 400, 499);
                    Assert.NotEmpty(exception.Message);
                    Assert.True(exception.Message.Length < 2_000, exception.Message);
                }
            },
            iter: Samples);

        // A generator that only makes one kind of request tests nothing.
        Assert.True(read > Samples / 50 && refused > Samples / 10, $"{read} were read, {refused} refused.");
    }

    private static void AssertWhole(FusionAsk ask)
    {
        Assert.All((string[])["fusion", "budget", "optillm_approach"], field => Assert.False(ask.Body.ContainsKey(field), field));
        Assert.True(ask.PassThrough is null || ask.Overrides.Models.Count == 0);
        Assert.All(ask.Overrides.Models.Concat(ask.Overrides.Fusors), model => Assert.True(DialectBook.Models.IsModel(model), model));
        Assert.True(ask.Recipe is null || DialectBook.Models.Recipes.Contains(ask.Recipe));
        Assert.InRange(ask.Overrides.Samples ?? 1, 1, 64);
    }

    private static JsonObject Mutate(JsonObject body, int[] steps)
    {
        Queue<int> numbers = new(steps);
        int Next(int below) => below == 0 ? 0 : (numbers.TryDequeue(out int number) ? number : 0) % below;

        for (int round = 0; numbers.Count > 0 && round < 3; round++)
        {
            List<JsonNode> holders = [.. Holders(body)];
            switch (holders[Next(holders.Count)])
            {
                case JsonObject { Count: > 0 } fields when Next(4) is var kind:
                    string key = fields.ElementAt(Next(fields.Count)).Key;
                    if (kind == 0)
                        fields.Remove(key);
                    else if (kind == 1)
                        fields[Keys[Next(Keys.Length)]] = Value(Next(Values.Length));
                    else if (kind == 2)
                        fields[key] = Value(Next(Values.Length));
                    else
                        fields[key + (char)('a' + Next(26))] = fields[key]?.DeepClone();
                    break;
                case JsonArray items:
                    items.Add(items.Count > 0 && Next(2) == 0 ? items[Next(items.Count)]?.DeepClone() : Value(Next(Values.Length)));
                    break;
                case JsonObject empty:
                    empty[Keys[Next(Keys.Length)]] = Value(Next(Values.Length));
                    break;
            }
        }

        return body;
    }

    // Some values cannot be held as nodes, only written: they are put into the text.
    private static JsonValue Value(int index) => JsonValue.Create($"raw:{index}:");

    private static string WithRawValues(string text)
    {
        for (int i = 0; i < Values.Length; i++)
            text = text.Replace($"\"raw:{i}:\"", Values[i], StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<JsonNode> Holders(JsonNode node) => node switch
    {
        JsonObject fields => fields.Where(field => field.Key != "messages").SelectMany(field => field.Value is { } value ? Holders(value) : []).Append(node),
        JsonArray items => items.SelectMany(item => item is null ? [] : Holders(item)).Append(node),
        _ => [],
    };
}
