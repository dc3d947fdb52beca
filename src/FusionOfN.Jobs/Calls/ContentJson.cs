using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Jobs;

/// <summary>The parts of a message that stand alike in the name of a call and in a reply that is kept.</summary>
internal static class ContentJson
{
    /// <summary>Opens an object and writes a content into it; the caller closes it.</summary>
    public static void Begin(Utf8JsonWriter writer, AIContent content)
    {
        writer.WriteStartObject();
        switch (content)
        {
            case TextReasoningContent reasoning:
                CanonicalJson.WriteOptional(writer, "reasoning", reasoning.Text);
                CanonicalJson.WriteOptional(writer, "protected", reasoning.ProtectedData);
                break;
            case FunctionCallContent call:
                CanonicalJson.WriteOptional(writer, "call", call.CallId);
                CanonicalJson.WriteOptional(writer, "name", call.Name);
                CanonicalJson.WriteOptional(writer, "arguments", call.Arguments);
                break;
            default:
                throw new NotSupportedException();
        }
    }
}
