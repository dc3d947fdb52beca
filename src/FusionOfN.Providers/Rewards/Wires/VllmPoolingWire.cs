using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>vLLM <c>/pooling</c>: one number per answer, or a list per token of which the last value counts.</summary>
internal sealed class VllmPoolingWire : VllmWire
{
    public VllmPoolingWire(RewardServerOptions options)
        : base(options)
    {
    }

    public override string Path => "/pooling";

    public override int LargestBatch => Options.Template is null ? 1 : 32;

    public override JsonObject Write(RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        var body = WithConversations(WithRaw(StartBody()), prompt, answers);
        body["encoding_format"] = "float";
        return body;
    }

    public override RewardReply Read(JsonElement reply, int count) => new(
        RewardJson.ByIndex(
            RewardJson.List(RewardJson.Member(reply, "data"), "data"), count, item => new CandidateScore(Last(RewardJson.Member(item, "data")))),
        RewardJson.Text(reply, "model"));

    // A number, a list of numbers, a list of lists (one per token), or base64 of little-endian 32-bit floats: always the very last value.
    private static double Last(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Number => data.GetDouble(),
        JsonValueKind.Array when data.GetArrayLength() > 0 => Last(data[data.GetArrayLength() - 1]),
        JsonValueKind.String when data.TryGetBytesFromBase64(out byte[]? bytes) && bytes.Length >= sizeof(float) =>
            BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(bytes.Length - sizeof(float))),
        _ => throw new RewardFormatException("'data' holds no number"),
    };
}
