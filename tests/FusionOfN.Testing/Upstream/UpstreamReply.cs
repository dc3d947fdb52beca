using System.Globalization;
using System.Text;

namespace FusionOfN.Testing;

/// <summary>
/// What a <see cref="FakeUpstream"/> answers to one request. The same reply is written in the dialect of the request, streamed or not.
/// A string converts to a reply with that text. Faults combine: a reply may be gated, then streamed slowly, then cut.
/// </summary>
public sealed record UpstreamReply
{
    /// <summary>The HTTP status. Anything but 200 answers with <see cref="RawBody"/>, or with an error object of the dialect.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The answer text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The reasoning; null sends none.</summary>
    public string? Reasoning { get; init; }

    /// <summary>How the OpenAI dialect spells the reasoning.</summary>
    public ReasoningSpelling ReasoningSpelling { get; init; } = ReasoningSpelling.ReasoningContent;

    /// <summary>A refusal text (OpenAI dialect: <c>refusal</c>); null sends none.</summary>
    public string? Refusal { get; init; }

    /// <summary>The finish reason in the dialect's own words; null: <c>stop</c>, <c>end_turn</c> or <c>stop</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The usage; null leaves it out.</summary>
    public UpstreamUsage? Usage { get; init; } = new(10, 5);

    /// <summary>The model that says it served the request; null: the model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Response headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The pieces a stream sends. Defaults to <see cref="Text"/> in pieces of up to 16 characters.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }

    /// <summary>Awaited before anything is sent, headers included: hold a request open without sleeping.</summary>
    public Task Gate { get; init; } = Task.CompletedTask;

    /// <summary>Awaited before each streamed piece, called with the piece's index: a slow stream without sleeping.</summary>
    public Func<int, Task>? PieceGate { get; init; }

    /// <summary>Cuts the connection after this many streamed pieces (0: after the headers; a plain answer is cut in its middle); null sends all.</summary>
    public int? CutAfterPieces { get; init; }

    /// <summary>Ends the stream cleanly after this many pieces, but without finish reason, usage or end mark; null sends all.</summary>
    public int? StopAfterPieces { get; init; }

    /// <summary>Sends an error object inside the stream after this many pieces, then ends it; null sends none.</summary>
    public int? ErrorAfterPieces { get; init; }

    /// <summary>Never answers; the request ends when the client gives up.</summary>
    public bool Hangs { get; init; }

    /// <summary>The exact bytes of the body, instead of anything written in the dialect; null writes in the dialect.</summary>
    public ReadOnlyMemory<byte>? RawBody { get; init; }

    /// <summary>The content type of <see cref="RawBody"/>.</summary>
    public string RawContentType { get; init; } = "application/json";

    /// <summary>The message of the error object when <see cref="Status"/> is not 200 and there is no <see cref="RawBody"/>.</summary>
    public string ErrorMessage { get; init; } = "scripted failure";

    /// <summary>A reply with this text.</summary>
    public static implicit operator UpstreamReply(string text) => new() { Text = text };

    /// <summary>A reply with this text.</summary>
    public static UpstreamReply FromString(string text) => text;

    /// <summary>An error with this status, in the dialect's error shape.</summary>
    public static UpstreamReply Error(int status, string message = "scripted failure") => new() { Status = status, ErrorMessage = message };

    /// <summary>An error with this status and exactly this body.</summary>
    public static UpstreamReply ErrorBody(int status, string body, string contentType = "application/json") =>
        new() { Status = status, RawBody = Encoding.UTF8.GetBytes(body), RawContentType = contentType };

    /// <summary>Status 429 with <c>Retry-After</c> in whole seconds; without when null.</summary>
    public static UpstreamReply RateLimited(TimeSpan? retryAfter = null) => Limited(429, retryAfter);

    /// <summary>Status 429 with <c>Retry-After</c> as an HTTP date.</summary>
    public static UpstreamReply RateLimitedUntil(DateTimeOffset date) => Error(429, "rate limit reached") with
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = date.ToString("R", CultureInfo.InvariantCulture) },
    };

    /// <summary>Status 503 with <c>Retry-After</c> in whole seconds; without when null.</summary>
    public static UpstreamReply Overloaded(TimeSpan? retryAfter = null) => Limited(503, retryAfter);

    /// <summary>Status 200 with a body that is neither JSON nor text; always the same bytes.</summary>
    public static UpstreamReply Garbage { get; } = new() { RawBody = new byte[] { 0xFF, 0xFE, 0x00, 0x7B, 0xC3, 0x28, 0x80, 0x0A, 0x3C, 0x68 } };

    /// <summary>A request that hangs until the client gives up.</summary>
    public static UpstreamReply Hanging { get; } = new() { Hangs = true };

    /// <summary>An answer of this many characters.</summary>
    public static UpstreamReply Huge(int characters) => new() { Text = new string('x', characters) };

    /// <summary>Status 200 (or another) with exactly this JSON, for custom routes.</summary>
    public static UpstreamReply Raw(string json, int status = 200) => new() { Status = status, RawBody = Encoding.UTF8.GetBytes(json) };

    internal IReadOnlyList<string> StreamedPieces => Pieces ?? [.. Text.Chunk(16).Select(piece => new string(piece))];

    private static UpstreamReply Limited(int status, TimeSpan? retryAfter)
    {
        UpstreamReply reply = Error(status, status == 429 ? "rate limit reached" : "overloaded");
        return retryAfter is not { } delay ? reply : reply with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = ((long)delay.TotalSeconds).ToString(CultureInfo.InvariantCulture) },
        };
    }
}
