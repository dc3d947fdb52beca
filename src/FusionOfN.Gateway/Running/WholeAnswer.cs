using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>Answers a request that does not stream: waits for the end of the run and writes it as one JSON value.</summary>
internal static class WholeAnswer
{
    /// <summary>Waits for the run and writes its outcome.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="events">The run.</param>
    /// <param name="write">Writes the outcome of a run that has an answer, with what a plain model's reply holds beside it.</param>
    /// <exception cref="GatewayException">The run has no answer, not even a refusal.</exception>
    public static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<FusionEvent> events, Action<Utf8JsonWriter, FusionOutcome, PassedReply> write)
    {
        FusionOutcome? outcome = null;
        PassedReply passed = new();
        await foreach (var step in events)
        {
            outcome = (step as FusionCompleted)?.Outcome ?? outcome;
            if (step is CandidateDelta delta)
                passed.Add(delta.Reply);
        }

        RunHeaders.Write(response, outcome!.Receipt);
        if (!RunFailure.HasAnswer(outcome.Receipt))
            throw RunFailure.Of(outcome.Receipt);

        response.ContentType = "application/json; charset=utf-8";
        await using (Utf8JsonWriter json = new(response.BodyWriter, GatewayJson.Writing))
            write(json, outcome, passed);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
