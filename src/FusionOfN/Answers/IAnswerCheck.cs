namespace FusionOfN;

/// <summary>Says whether an answer has the form that the request asks for, such as a JSON schema.</summary>
public interface IAnswerCheck
{
    /// <summary>Checks an answer.</summary>
    /// <param name="answer">The answer, which is untrusted text.</param>
    /// <param name="cancellationToken">Ends a check that takes its time.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    AnswerVerdict Check(string answer, CancellationToken cancellationToken);
}
