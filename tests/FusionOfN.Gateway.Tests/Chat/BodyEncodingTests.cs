using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FusionOfN.Testing;

namespace FusionOfN.Gateway.Tests.Chat;

/// <summary>Bodies that come packed.</summary>
public sealed class BodyEncodingTests
{
    private const string Body = """{"model":"a","messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData("gzip", HttpStatusCode.OK)]
    [InlineData("br", HttpStatusCode.OK)]
    [InlineData("deflate", HttpStatusCode.OK)]
    [InlineData("identity", HttpStatusCode.OK)]
    [InlineData("zstd", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip, rot13", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_PackedBody_IsReadWhereTheEncodingIsKnown(string encoding, HttpStatusCode status)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, Pack(Encoding.UTF8.GetBytes(Body), encoding), encoding);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? 1 : 0, upstream.Requests.Count);
    }

    [Fact]
    public async Task Post_BodyThatIsNotPackedAsItSays_Is400()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, Encoding.UTF8.GetBytes(Body), "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Post_BodyThatUnpacksToMoreThanIsTaken_Is413()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);
        byte[] bomb = Pack(Encoding.UTF8.GetBytes(Body.Replace("hi", new string('a', 20_000_000), StringComparison.Ordinal)), "gzip");

        using HttpResponseMessage response = await PostAsync(gateway, bomb, "gzip");

        Assert.True(bomb.Length < 1_000_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Post_ByteOrderMark_IsPassedOver()
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await PostAsync(gateway, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Body)], "identity");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"model":"a","\u006dodel":"b","messages":[]}""", "'model' twice", "byte 13")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi","content":"ho"}]}""", "'content' twice", "byte 55")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"a":"1","a":"2"}}""", "'a' twice", "byte 77")]
    public async Task Post_KeyThatStandsTwice_Is400ThatSaysWhichAndWhere(string body, string key, string place)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", body);

        string message = (string)(await TestGateway.ReadAsync(response))["error"]!["message"]!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(key, message);
        Assert.Contains(place, message);
    }

    [Theory]
    [InlineData("\"temperature\":1e999", "temperature: the number is too large, or too small, to be read.")]
    [InlineData("\"max_tokens\":1e99", "max_tokens: the number is too large, or too small, to be read.")]
    [InlineData("\"seed\":99999999999999999999999", "seed: the number is too large, or too small, to be read.")]
    [InlineData("\"max_tokens\":1.5", "max_tokens: give a whole number, not 1.5.")]
    public async Task Post_NumberThatCannotBeRead_Is400ThatSaysWhy(string field, string words)
    {
        await using FakeUpstream upstream = await FakeUpstream.StartAsync(TestContext.Current.CancellationToken);
        await using TestGateway gateway = await TestGateway.StartAsync(upstream);

        using HttpResponseMessage response = await gateway.PostRawAsync("/v1/chat/completions", $"{Body[..^1]},{field}}}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(words, (string?)(await TestGateway.ReadAsync(response))["error"]!["message"]);
    }

    private static byte[] Pack(byte[] bytes, string encoding)
    {
        MemoryStream packed = new();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => packed,
        })
        {
            packer.Write(bytes);
            packer.Flush();
            return encoding is "gzip" or "br" or "deflate" ? Finish(packer, packed) : packed.ToArray();
        }
    }

    private static byte[] Finish(Stream packer, MemoryStream packed)
    {
        packer.Dispose();
        return packed.ToArray();
    }

    private static Task<HttpResponseMessage> PostAsync(TestGateway gateway, byte[] body, string encoding)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (string one in encoding.Split(", "))
            content.Headers.ContentEncoding.Add(one);
        return gateway.Http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
