using Microsoft.Extensions.AI;

namespace FusionOfN.Gateway;

/// <summary>A run as a page or an endpoint wants it: the canonical form of the request, and its conversation.</summary>
/// <param name="Ask">What is asked for.</param>
/// <param name="Messages">The conversation.</param>
/// <param name="Options">Options for members and fusor.</param>
internal sealed record RunRequest(FusionAsk Ask, IReadOnlyList<ChatMessage> Messages, ChatOptions Options)
{
    /// <summary>Holds the answer to a format; null when any text will do.</summary>
    public IAnswerCheck? AnswerCheck { get; init; }

    /// <summary>Whether the answer is passed on as it is written.</summary>
    public bool PassesAnswerOn { get; init; }

    /// <summary>Whether the candidates' texts are read piece by piece, and not only when they are whole.</summary>
    /// <value>The default value is <see langword="true"/>, as for the studio's pages.</value>
    public bool ReadsCandidateDeltas { get; init; } = true;

    /// <summary>How a plain model is called otherwise than by chat; null for a chat.</summary>
    public PassedCall? Call { get; init; }

    /// <summary>What was left out of the request, for the receipt.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The key that asks; null when none is needed.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>What the response says about the rates of the key; null when nobody is told.</summary>
    public RateNote? Rates { get; init; }

    /// <summary>Candidates that are there already, for replays; null to sample.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>How many fusions the request is already inside of, by its depth header.</summary>
    public int Depth { get; init; }

    /// <summary>Whether it is this gateway's own fusion that it is inside of.</summary>
    public bool ComesFromHere { get; init; }

    /// <summary>The same as the engine takes it.</summary>
    public FusionRequest ToEngine() => new(Messages)
    {
        Options = Options,
        AnswerCheck = AnswerCheck,
        PassesAnswerOn = PassesAnswerOn,
        ReadsCandidateDeltas = ReadsCandidateDeltas,
        Candidates = Candidates,
        Analyse = Ask.Analyse,
        TakesReplyAsIs = Ask.PassThrough is not null,
        Notes = Notes,
    };
}
