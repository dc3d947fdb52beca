using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>
/// What a fusor is asked, and how its reply is read: the conversation as the panel got it, then one user message with the instructions and the
/// candidates.
/// </summary>
/// <remarks>
/// The messages of the conversation come first, the same objects in the same order, so that a provider's prompt cache for that prefix still hits;
/// what differs
/// from call to call, the candidates, comes last. Instances are immutable and safe for concurrent use.
/// </remarks>
public abstract class FusorPrompt
{
    private string? _hash;

    /// <summary>The prompt for general instruction-tuned models: compare the candidates, then write one answer between marks.</summary>
    public static FusorPrompt Standard { get; } = new StandardFusorPrompt();

    /// <summary>The standard prompt with what a good answer is, in the words of the one who asks.</summary>
    /// <param name="criteria">What a good answer is; null gives <see cref="Standard"/>.</param>
    public static FusorPrompt StandardFor(string? criteria) => criteria is null ? Standard : new StandardFusorPrompt(criteria);

    /// <summary>Name of the wording; another wording has another version. Stands in every receipt.</summary>
    public abstract string Version { get; }

    /// <summary>SHA-256 of the template text in UTF-8, as 64 small hexadecimal digits.</summary>
    public string Hash => _hash ??= TextHash.Of(Template);

    /// <summary>The template text, with its placeholders: what <see cref="Hash"/> is taken of.</summary>
    public abstract string Template { get; }

    /// <summary>Builds the messages for the fusor.</summary>
    /// <param name="conversation">The messages the panel got, at least one.</param>
    /// <param name="candidates">The candidates in the order in which they are shown, at least one.</param>
    /// <param name="fence">The fence for this call.</param>
    /// <exception cref="ArgumentException">There is no message or no candidate.</exception>
    public IReadOnlyList<ChatMessage> Build(
        IReadOnlyList<ChatMessage> conversation, IReadOnlyList<ShownCandidate> candidates, CandidateFence fence)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(fence);
        if (conversation.Count == 0)
            throw new ArgumentException("A fusor needs the conversation it is to answer, but there is no message.", nameof(conversation));
        if (candidates.Count == 0)
            throw new ArgumentException("A fusor needs at least one candidate.", nameof(candidates));
        return BuildMessages(conversation, candidates, fence);
    }

    /// <summary>Builds the messages that ask the same fusor once more, after a reply that could not be read.</summary>
    /// <param name="messages">What the fusor got.</param>
    /// <param name="reply">What it replied.</param>
    public virtual IReadOnlyList<ChatMessage> BuildReAsk(IReadOnlyList<ChatMessage> messages, string reply)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(reply);
        // Some servers refuse an empty assistant message; then the reminder alone has to do.
        return string.IsNullOrWhiteSpace(reply)
            ? [.. messages, new(ChatRole.User, Reminder)]
            : [.. messages, new(ChatRole.Assistant, reply), new(ChatRole.User, Reminder)];
    }

    /// <summary>Reads a whole reply to this prompt.</summary>
    /// <param name="reply">The fusor's text.</param>
    public virtual FusorReply Parse(string reply) => FusorReply.Parse(reply);

    /// <summary>Opens a reader for a reply that arrives in pieces.</summary>
    public virtual FusorReplyStream OpenStream() => new();

    /// <summary>What is said after a reply that could not be read.</summary>
    protected virtual string Reminder =>
        $"""
        That reply holds no final answer that can be read. Send the final answer alone, complete and without any comment, in exactly this form:

        {AnswerMark.Opening}
        (the answer)
        {AnswerMark.Closing}
        """;

    /// <summary>One candidate as the prompt shows it, with whatever it puts around it; a window's room is planned with it.</summary>
    /// <param name="number">The candidate's number, from 1.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="fence">The fence for this call.</param>
    protected internal virtual string Show(int number, ShownCandidate candidate, CandidateFence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);
        return fence.Wrap(number, candidate.Text, candidate.Times);
    }

    /// <summary>Builds the messages; the arguments have been checked.</summary>
    /// <param name="conversation">The messages the panel got.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="fence">The fence for this call.</param>
    protected abstract IReadOnlyList<ChatMessage> BuildMessages(
        IReadOnlyList<ChatMessage> conversation, IReadOnlyList<ShownCandidate> candidates, CandidateFence fence);
}
