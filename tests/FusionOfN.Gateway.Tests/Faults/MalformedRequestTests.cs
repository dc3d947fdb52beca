using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests;

/// <summary>Requests made from the golden ones by breaking each in one way that nobody can read as something else.</summary>
public sealed class MalformedRequestTests
{
    private const int Count = 2000;
    private const int AtOnce = 16;
    private const int Seed = 20250907;

    // The ways from here on break fields that only chat completions have.
    private static readonly int FirstOfChat = 12;

    private static readonly (string Name, Func<JsonObject, Random, byte[]> Break)[] Ways =
    [
        ("cut off", (body, random) => Bytes(body)[..random.Next(1, Bytes(body).Length - 1)]),
        ("empty", (_, _) => []),
        ("no UTF-8", (body, random) => Insert(Bytes(body), random, [0xC3, 0x28, 0xFF])),
        ("a byte too many", (body, _) => [.. Bytes(body), (byte)'}']),
        ("no object", (body, _) => Encoding.UTF8.GetBytes($"[{body.ToJsonString()}]")),
        ("duplicate key", (body, _) => Encoding.UTF8.GetBytes($"{{\"model\":\"a\",\"model\":\"a\",{body.ToJsonString()[1..]}")),
        ("too deep", (body, random) => Deep(body, random.Next(100, 5000))),
        ("no model", (body, _) => Without(body, "model")),
        ("model of another type", (body, random) => With(body, "model", OtherThanText(random))),
        ("unknown model", (body, random) => With(body, "model", $"nobody-{random.Next()}")),
        ("no conversation", (body, _) => Without(body, "messages", "input")),
        ("stream of another type", (body, _) => With(body, "stream", "yes")),
        ("messages of another type", (body, random) => With(body, "messages", random.Next(2) == 0 ? random.Next() : "text")),
        ("no messages", (body, _) => Without(body, "messages")),
        ("empty messages", (body, _) => With(body, "messages", new JsonArray())),
        ("unknown role", (body, random) => With(body, "messages", new JsonArray(new JsonObject { ["role"] = $"role-{random.Next()}", ["content"] = "x" }))),
        ("content of another type", (body, _) => With(body, "messages", new JsonArray(new JsonObject { ["role"] = "user", ["content"] = 5 }))),
        ("temperature out of range", (body, random) => With(body, "temperature", 3 + random.Next(1000))),
        ("limit below 1", (body, random) => With(body, "max_tokens", -random.Next(1000))),
        ("number beyond all", (body, _) => Encoding.UTF8.GetBytes($"{{\"max_tokens\":1e999,{Encoding.UTF8.GetString(Without(body, "max_tokens"))[1..]}")),
        ("more answers than there may be", (body, random) => With(body, "n", 129 + random.Next(100))),
        ("tools of another type", (body, _) => With(body, "tools", "hammer")),
        ("half a surrogate", (body, _) => Encoding.UTF8.GetBytes($"{{\"model\":\"\\ud800\",{Encoding.UTF8.GetString(Without(body, "model"))[1..]}")),
    ];

    [Fact]
    public async Task Fuzz_2000BrokenGoldenRequests_Are4xxAndNobodyIsAsked()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        Random random = new(Seed);
        List<(string Name, string Route, IReadOnlyDictionary<string, string> Headers, byte[] Body)> requests = [];
        for (int i = 0; i < Count; i++)
        {
            (string way, Func<JsonObject, Random, byte[]> breaking) = Ways[i % Ways.Length];
            GoldenRequest golden;
            do
                golden = GoldenRequest.All[random.Next(GoldenRequest.All.Count)];
            while (i % Ways.Length >= FirstOfChat && golden.Endpoint != DialectEndpoint.ChatCompletions);
            requests.Add(($"{golden.Name}, {way}", golden.Route, golden.Headers, breaking(golden.Body, random)));
        }

        List<string> wrong = [];
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (request, stop) =>
        {
            using HttpRequestMessage message = new(HttpMethod.Post, request.Route) { Content = new ByteArrayContent(request.Body) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach ((string name, string value) in request.Headers)
                message.Headers.TryAddWithoutValidation(name, value);
            using HttpResponseMessage response = await gateway.Http.SendAsync(message, stop);
            string answer = await response.Content.ReadAsStringAsync(stop);
            if (response.StatusCode is < HttpStatusCode.BadRequest or >= HttpStatusCode.InternalServerError || !HasMessage(answer))
            {
                lock (wrong)
                    wrong.Add($"{request.Name}: {(int)response.StatusCode} {answer}\n    {Encoding.UTF8.GetString(request.Body)}");
            }
        });

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Count}:\n{string.Join('\n', wrong.Take(20))}");
        Assert.Empty(upstream.Requests);
    }

    private static bool HasMessage(string answer) => JsonNode.Parse(answer)?["error"]?["message"] is JsonValue message && message.ToString().Length > 0;

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private static byte[] With(JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return Bytes(body);
    }

    private static byte[] Without(JsonObject body, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            body.Remove(name);
        return Bytes(body);
    }

    private static byte[] Insert(byte[] bytes, Random random, byte[] inserted)
    {
        int at = random.Next(1, bytes.Length);
        return [.. bytes[..at], .. inserted, .. bytes[at..]];
    }

    private static byte[] Deep(JsonObject body, int levels) =>
        Encoding.UTF8.GetBytes($"{{\"metadata\":{new string('[', levels)}{new string(']', levels)},{Encoding.UTF8.GetString(Without(body, "metadata"))[1..]}");

    private static JsonNode? OtherThanText(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => random.Next(),
        2 => new JsonArray(),
        _ => new JsonObject { ["name"] = "a" },
    };
}
