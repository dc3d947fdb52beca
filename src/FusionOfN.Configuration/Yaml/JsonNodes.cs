using System.Globalization;
using System.Text.Json.Nodes;

namespace FusionOfN.Configuration;

/// <summary>Turns YAML nodes into JSON, for the parts of the file that are sent as they are.</summary>
internal static class JsonNodes
{
    // Aliases make a small file a huge tree ("billion laughs"): what is sent with a request stays small.
    private const int MaxNodes = 10_000;

    /// <summary>Reads a block into a JSON object.</summary>
    /// <returns>The object; null when the node is no block and has been reported.</returns>
    public static JsonObject? ReadObject(YamlNode node, ProblemList problems)
    {
        if (node is not YamlMapping)
        {
            problems.Add(
                node.Place,
                $"Expected a block of fields to send, found {node.Kind}.",
                "Write 'field: value' lines below the key, indented.");
            return null;
        }

        int left = MaxNodes;
        JsonNode? read = Convert(node, ref left);
        if (left >= 0)
            return (JsonObject?)read;

        problems.Add(node.Place, $"This block has more than {MaxNodes} values.", "Send less; look for anchors inside anchors.");
        return null;
    }

    private static JsonNode? Convert(YamlNode node, ref int left)
    {
        if (--left < 0)
            return null;

        switch (node)
        {
            case YamlMapping mapping:
                JsonObject block = [];
                foreach (YamlEntry entry in mapping.Entries)
                    block[entry.Key.Text] = Convert(entry.Value, ref left);
                return block;
            case YamlSequence sequence:
                JsonArray list = [];
                foreach (YamlNode item in sequence.Items)
                    list.Add(Convert(item, ref left));
                return list;
            default:
                return Convert((YamlScalar)node);
        }
    }

    // The core schema of YAML 1.2, https://yaml.org/spec/1.2.2/#103-core-schema, without octal and special numbers.
    private static JsonValue? Convert(YamlScalar scalar)
    {
        if (scalar.IsNull)
            return null;
        if (!scalar.IsPlain)
            return JsonValue.Create(scalar.Text);
        if (scalar.Text is "true" or "True" or "TRUE")
            return JsonValue.Create(true);
        if (scalar.Text is "false" or "False" or "FALSE")
            return JsonValue.Create(false);
        if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return JsonValue.Create(whole);
        if (scalar.Text.Any(char.IsAsciiDigit)
            && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
            && double.IsFinite(real))
            return JsonValue.Create(real);
        return JsonValue.Create(scalar.Text);
    }
}
