using System.Text;
using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>The errors that servers send inside of replies.</summary>
internal sealed class ReplyErrors(FailureFactory failures)
{
    public void ThrowIfErrorObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (ReplyText.IsText(ref reader, "error"u8)) throw failures.InsideAnswer(failures.ReadError(Encoding.UTF8.GetString(json)));
    }

    public void ThrowIfError(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Skip();
        if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.String)) return;
        if (failures.FindError(Encoding.UTF8.GetString(json)) is { } error) throw failures.InsideAnswer(error);
    }

    // Some servers say what went wrong in a shape of their own, and that all is well in the status.
    public EndpointException NoChoices(ReadOnlySpan<byte> json) => failures.ReadError(Encoding.UTF8.GetString(json)) is { Message.Length: > 0 } error
        ? failures.InsideAnswer(error)
        : failures.Make(EndpointFailureKind.GarbageReply, "the answer has no \"choices\"", isTransient: true);

    public EndpointException GaveUp(string reason) =>
        failures.Make(EndpointFailureKind.Interrupted, $"the server gave up in the middle of the answer (finish reason '{reason}')", isTransient: true);
}
