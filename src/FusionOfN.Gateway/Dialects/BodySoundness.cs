using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace FusionOfN.Gateway;

/// <summary>Finds what a JSON parser lets through and what would throw only when a field is read: keys that stand twice, texts that are no Unicode.</summary>
internal static class BodySoundness
{
    private const int DeepestNesting = 64;

    /// <summary>Looks through the whole body.</summary>
    /// <exception cref="GatewayException">Something in it cannot be read.</exception>
    public static void Check(JsonObject body)
    {
        // Not recursive: the depth is the client's.
        Stack<(JsonNode Node, int Depth)> open = new();
        open.Push((body, 1));
        while (open.TryPop(out var next))
        {
            if (next.Depth > DeepestNesting)
                throw new GatewayException(400, $"The body is nested deeper than {DeepestNesting} levels.") { Code = "invalid_json" };
            if (next.Node is JsonObject value)
                CheckKeys(value);
            foreach (var child in next.Node is JsonArray items ? items : next.Node.AsObject().Select(field => field.Value))
            {
                if (child is JsonValue text)
                    CheckText(text);
                else if (child is not null)
                    open.Push((child, next.Depth + 1));
            }
        }
    }

    private static void CheckKeys(JsonObject value)
    {
        try
        {
            // Counting them reads them.
            _ = value.Count;
        }
        catch (ArgumentException)
        {
            throw Bad(value, "a key stands in it twice.");
        }
        catch (InvalidOperationException)
        {
            throw Bad(value, "a key in it is no valid Unicode.");
        }
    }

    private static void CheckText(JsonValue value)
    {
        if (value.GetValueKind() != JsonValueKind.String || !value.TryGetValue(out JsonElement element))
            return;

        var raw = JsonMarshal.GetRawUtf8Value(element);
        // Half of a surrogate pair can only be written as an escape.
        if (!Utf8.IsValid(raw) || (raw.IndexOf("\\u"u8) >= 0 && !CanBeRead(element)))
            throw Bad(value, "it is no valid Unicode.");
    }

    private static bool CanBeRead(JsonElement element)
    {
        try
        {
            return element.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static GatewayException Bad(JsonNode node, string message)
    {
        string path = node.GetPath();
        return GatewayException.BadField(path.Length > 2 ? path[2..] : "body", message, "invalid_json");
    }
}
