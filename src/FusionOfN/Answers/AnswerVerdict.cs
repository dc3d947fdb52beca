namespace FusionOfN;

/// <summary>What a check found: the answer as it is to be sent, or what is wrong with it.</summary>
/// <param name="Answer">The answer, for example without a code fence around it; null when it does not fit.</param>
/// <param name="Problem">What is wrong, in words that its writer can act on; null when it fits.</param>
public readonly record struct AnswerVerdict(string? Answer, string? Problem)
{
    /// <summary>An answer that fits.</summary>
    /// <param name="answer">The answer as it is to be sent.</param>
    public static AnswerVerdict Fits(string answer) => new(answer, null);

    /// <summary>An answer that does not fit.</summary>
    /// <param name="problem">What is wrong.</param>
    public static AnswerVerdict Wrong(string problem) => new(null, problem);
}
