using System.Text;
using System.Text.Json;
using CsCheck;
using FusionOfN.Testing;
using static FusionOfN.Tests.Runs;

namespace FusionOfN.Tests;

public sealed class WellFormedTextTests
{
    private static readonly Gen<string> AnyText = Gen.OneOf(Gen.Char, Gen.Char['\uD800', '\uDFFF'], Gen.Char['a', 'c']).Array[0, 12].Select(letters => new string(letters));

    // Attributes cannot hold half a character.
    [Fact]
    public void Of_Text_ReplacesHalvesAlone()
    {
        Assert.Equal("plain ü 日本 😀", WellFormedText.Of("plain ü 日本 😀"));
        Assert.Equal("4 \uFFFD", WellFormedText.Of("4 \uD83D"));
        Assert.Equal("\uFFFD😀\uFFFD", WellFormedText.Of("\uDE00\uD83D\uDE00\uD83D"));
    }

    [Fact]
    public void Of_AnyText_IsWhatUtf8MakesOfIt() =>
        AnyText.Sample(text => Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), WellFormedText.Of(text)));

    [Fact]
    public void Pieces_OfAnyText_AreTheTextAsAWhole() => Gen.Select(AnyText, AnyText, AnyText).Sample((first, second, third) =>
    {
        WellFormedPieces pieces = new();
        string joined = pieces.Append(first) + pieces.Append(second) + pieces.Append(third) + pieces.Complete();

        Assert.Equal(WellFormedText.Of(first + second + third), joined);
    });

    [Theory]
    [InlineData("""{"a":"4 \ud83d"}""", """{"a":"4 \uFFFD"}""")]
    [InlineData("""{"a\uDE00":"\uD83D\uDE00"}""", """{"a\uFFFD":"\uD83D\uDE00"}""")]
    [InlineData("""["\\ud83d \\\ud83d\ud83d\u00e9"]""", """["\\ud83d \\\uFFFD\uFFFD\u00e9"]""")]
    [InlineData("""no json \ud8""", """no json \ud8""")]
    public void OfJson_Text_ReplacesEscapesOfHalvesAlone(string json, string expected) => Assert.Equal(expected, WellFormedText.OfJson(json));

    [Fact]
    public void OfJson_AnyString_CanBeRead() => Gen.Select(AnyText, Gen.Bool).Sample((text, escaped) =>
    {
        var inner = escaped ? string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")) : JsonEncodedText.Encode(WellFormedText.Of(text)).ToString();
        using var document = JsonDocument.Parse(WellFormedText.OfJson($"{{\"{inner}\":\"{inner}\"}}"));

        Assert.All(document.RootElement.EnumerateObject(), property => Assert.Equal(WellFormedText.Of(text), property.Value.GetString()));
    });

    [Fact]
    public async Task Reply_WithHalvesInTwoUpdates_IsWhole()
    {
        ScriptedReply reply = new() { Pieces = ["Hi \uD83D", "\uDE00 there\uD83D"], Reasoning = "hm \uD83D" };

        var outcome = await CompleteAsync(Recipe(Panel.OfOne(new ScriptedChatClient(reply), 1), new FirstAggregator()));

        Assert.Equal(("Hi 😀 there\uFFFD", "hm \uFFFD"), (outcome.Answer, outcome.Pool.Candidates[0].Reasoning));
    }
}
