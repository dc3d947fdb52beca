namespace FusionOfN.Gateway;

/// <summary>A request as every endpoint that leads to a run begins with it.</summary>
/// <param name="Ask">What is asked for, in its canonical form.</param>
/// <param name="Depth">How many fusions it is already inside of.</param>
/// <param name="ComesFromHere">Whether it is this gateway's own fusion.</param>
internal sealed record Incoming(FusionAsk Ask, int Depth, bool ComesFromHere)
{
    /// <summary>The run of it.</summary>
    /// <param name="chat">Its plain part.</param>
    public RunRequest ToRun(ChatBody chat) => new(Ask, chat.Messages, chat.Options)
    {
        AnswerCheck = chat.AnswerCheck,
        PassesAnswerOn = chat.Stream,
        Depth = Depth,
        ComesFromHere = ComesFromHere,
    };
}
