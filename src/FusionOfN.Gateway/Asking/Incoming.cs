using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A request as every endpoint that leads to a run begins with it.</summary>
/// <param name="Ask">What is asked for, in its canonical form.</param>
/// <param name="Depth">How many fusions it is already inside of.</param>
/// <param name="ComesFromHere">Whether it is this gateway's own fusion.</param>
internal sealed record Incoming(FusionAsk Ask, int Depth, bool ComesFromHere)
{
    /// <summary>The key it came with; null when none is needed.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>What its response says about the rates of its key; null when the key has none.</summary>
    public RateNote? Rates { get; init; }

    /// <summary>Its body's part of what may be read at once; null when it has none.</summary>
    public BodyLease? Body { get; init; }

    /// <summary>The run of it, at another address than chat.</summary>
    /// <param name="call">The address.</param>
    /// <param name="text">What is asked, as far as it can be counted.</param>
    /// <param name="options">The options that carry the body.</param>
    /// <param name="stream">Whether the reply is streamed.</param>
    public RunRequest ToRun(PassedCall call, string text, ChatOptions options, bool stream = false)
    {
        Body?.EndParsing();
        return new RunRequest(Ask, [new ChatMessage(ChatRole.User, text)], options)
        {
            Call = call,
            PassesAnswerOn = stream,
            Depth = Depth,
            ComesFromHere = ComesFromHere,
            Key = Key,
            Rates = Rates,
        };
    }

    /// <summary>The run of it.</summary>
    /// <param name="chat">The rest of its body: conversation, options and form of the answer.</param>
    public RunRequest ToRun(ChatBody chat)
    {
        Body?.EndParsing();
        return new(Ask, chat.Messages, chat.Options)
        {
            AnswerCheck = chat.AnswerCheck,
            Notes = chat.Notes,
            PassesAnswerOn = chat.Stream,
            ReadsCandidateDeltas = chat is { Stream: true, IncludeEvents: true } && Ask.Expose == Expose.Full,
            Depth = Depth,
            ComesFromHere = ComesFromHere,
            Key = Key,
            Rates = Rates,
        };
    }
}
