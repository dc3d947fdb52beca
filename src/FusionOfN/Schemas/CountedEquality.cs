using System.Runtime.InteropServices;
using System.Text.Json;

namespace FusionOfN;

/// <summary>Whether two JSON values are the same as the standard means it: numbers by their value, objects whatever the order of their keys. Each comparison counts.</summary>
internal sealed class CountedEquality : IEqualityComparer<JsonElement>
{
    // What is compared in the time of a step.
    private const int BytesInAStep = 64;

    private readonly SchemaEvaluation _evaluation;

    public CountedEquality(SchemaEvaluation evaluation) => _evaluation = evaluation;

    public bool Equals(JsonElement x, JsonElement y)
    {
        _evaluation.Count(1 + (Math.Min(Length(x), Length(y)) / BytesInAStep));
        return JsonElement.DeepEquals(x, y);
    }

    public int GetHashCode(JsonElement obj)
    {
        _evaluation.Count(1 + (Length(obj) / BytesInAStep));
        return Hash(obj);
    }

    // Values that are the same have the same hash; the depth is the parser's, at most 64.
    private static int Hash(JsonElement value)
    {
        HashCode hash = default;
        hash.Add(value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                hash.Add(value.GetString(), StringComparer.Ordinal);
                break;
            case JsonValueKind.Number:
                hash.Add(value.GetDouble());
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    hash.Add(Hash(item));
                break;
            case JsonValueKind.Object:
                // The order of the keys is of no matter.
                hash.Add(value.EnumerateObject().Aggregate(0, (sum, field) => unchecked(sum + HashCode.Combine(field.Name, Hash(field.Value)))));
                break;
        }

        return hash.ToHashCode();
    }

    private static int Length(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).Length;
}
