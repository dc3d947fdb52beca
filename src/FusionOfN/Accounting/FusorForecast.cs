using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>What a fusor's calls will take, from the prompt that it would really get.</summary>
internal sealed class FusorForecast
{
    // Written once, and once more when the reply cannot be read.
    private const int Attempts = 2;

    private readonly FusorPrompt _prompt;
    private readonly FusionRequest _request;
    private readonly IReadOnlyList<long> _answers;

    /// <summary>Creates a forecast.</summary>
    /// <param name="prompt">The fusor's prompt.</param>
    /// <param name="request">The request.</param>
    /// <param name="answers">The longest answer of each candidate, in tokens of its member.</param>
    public FusorForecast(FusorPrompt prompt, FusionRequest request, IReadOnlyList<long> answers)
    {
        _prompt = prompt;
        _request = request;
        _answers = answers;
    }

    /// <summary>What a fusor has to hold at least: the conversation, its instructions, two candidates of a word and room for its answer.</summary>
    public static int LeastWindow(ChatModel fusor, FusorPrompt prompt, FusionRequest request) =>
        TokenEstimate.Count(fusor, Build(prompt, request, 2)) + FusorAttempt.AnswerTokens(fusor, FusorAttempt.OptionsFor(request.Options, fusor), fusor.ContextWindow ?? int.MaxValue);

    public CallForecast Of(ChatModel fusor, int least)
    {
        var options = FusorAttempt.OptionsFor(_request.Options, fusor);
        var call = RunForecast.Call(fusor, CallRole.Fusor, new(least, Attempts), Build(_prompt, _request, _answers.Count), options);

        // Asked again, it also sees its first reply and what is wrong with it.
        var most = call.InputTokens.Max + _answers.Sum(answer => RunForecast.Counted(fusor, answer)) + RunForecast.Counted(fusor, call.OutputTokens.Max) + ReminderTokens;
        if (fusor.ContextWindow is { } window && most > window)
        {
            // What does not fit at once is fused in groups first: at most one call less than there are candidates.
            return call with { Calls = new(least, Attempts + _answers.Count - 1), InputTokens = new(RunForecast.LeastOf(fusor, _request.Messages), Math.Max(most, window)) };
        }

        return call with { InputTokens = new(RunForecast.LeastOf(fusor, _request.Messages), most) };
    }

    private const int ReminderTokens = 200;

    private static IReadOnlyList<ChatMessage> Build(FusorPrompt prompt, FusionRequest request, int candidates) =>
        prompt.Build(request.Messages, [.. Enumerable.Repeat(new ShownCandidate(""), Math.Max(1, candidates))], CandidateFence.Create(new Random(0)));
}
