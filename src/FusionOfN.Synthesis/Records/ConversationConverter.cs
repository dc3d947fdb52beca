using System.Text.Json;
using System.Text.Json.Serialization;
using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Conversations in records are written as every chat API has them.</summary>
internal sealed class ConversationConverter : JsonConverter<IReadOnlyList<ChatMessage>>
{
    public override IReadOnlyList<ChatMessage> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return MessageReader.Read(document.RootElement, "prompt");
        }
        catch (RowException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> value, JsonSerializerOptions options) => MessageJson.WriteList(writer, value);
}
