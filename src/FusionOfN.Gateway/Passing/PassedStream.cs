using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Writes the pieces of a streamed reply of another address than chat completions as they come.</summary>
internal sealed class PassedStream : RunStream
{
    public PassedStream(HttpResponse response, SseStream stream, PlannedRun run)
        : base(response, stream, run)
    {
    }

    protected override void Pass(CandidateDelta delta)
    {
        foreach (var chunk in delta.Reply as IReadOnlyList<JsonObject> ?? [])
            Stream.Write(json => chunk.WriteTo(json));
    }

    // It stands in what is passed on.
    protected override void Add(string text)
    {
    }

    protected override void End(FusionOutcome outcome) => Stream.WriteDone();

    protected override void Fail(GatewayException error)
    {
        Stream.Write(json =>
        {
            json.WriteStartObject();
            ErrorWriter.Write(json, error);
            json.WriteEndObject();
        });
        Stream.WriteDone();
    }
}
