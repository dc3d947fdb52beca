using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>
/// A prompt without instructions for small models trained on a bare format: each candidate behind a fixed prefix, then a cue, and the whole reply
/// is the answer.
/// </summary>
/// <remarks>Nothing else is added, so the texts reach the model as in its training. In the candidates, chat control tokens and the prefix and cue
/// are broken up.</remarks>
public sealed class CompactFusorPrompt : FusorPrompt
{
    private readonly string _candidatePrefix;
    private readonly string _finalCue;
    private readonly bool _continuesLastMessage;

    /// <summary>Creates a prompt.</summary>
    /// <param name="candidatePrefix">Text before each candidate; <c>{number}</c> stands for its number, from 1.</param>
    /// <param name="finalCue">Text behind the last candidate.</param>
    /// <param name="version">Name of the format. The default is "compact-v1".</param>
    /// <param name="continuesLastMessage">
    /// Whether the candidates continue the conversation's last message, for a model trained on a single turn. The default is false: they are a user
    /// message
    /// of their own.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="candidatePrefix"/> or <paramref name="version"/> is empty.</exception>
    public CompactFusorPrompt(string candidatePrefix, string finalCue, string version = "compact-v1", bool continuesLastMessage = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(candidatePrefix);
        ArgumentNullException.ThrowIfNull(finalCue);
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        _candidatePrefix = candidatePrefix;
        _finalCue = finalCue;
        _continuesLastMessage = continuesLastMessage;
        Version = version;
    }

    /// <inheritdoc />
    public override string Version { get; }

    /// <inheritdoc />
    public override string Template => $"{(_continuesLastMessage ? "{prompt}" : "")}{_candidatePrefix}{{candidate}}{_finalCue}";

    /// <inheritdoc />
    protected override string Reminder => _finalCue;

    /// <inheritdoc />
    public override FusorReply Parse(string reply) => FusorReply.Parse(reply, wholeReply: true);

    /// <inheritdoc />
    public override FusorReplyStream OpenStream() => new(wholeReply: true);

    /// <summary>The same messages again: a model that knows only its format cannot be reminded of it, only sampled once more.</summary>
    /// <param name="messages">What the fusor got.</param>
    /// <param name="reply">What it replied.</param>
    public override IReadOnlyList<ChatMessage> BuildReAsk(IReadOnlyList<ChatMessage> messages, string reply)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return [.. messages];
    }

    /// <inheritdoc />
    protected override IReadOnlyList<ChatMessage> BuildMessages(
        IReadOnlyList<ChatMessage> conversation, IReadOnlyList<ShownCandidate> candidates, CandidateFence fence)
    {
        StringBuilder text = new();
        var number = 1;
        foreach (var candidate in candidates)
        {
            text.Append(Show(number, candidate, fence));
            number += candidate.Times;
        }

        text.Append(_finalCue);
        if (!_continuesLastMessage)
            return [.. conversation, new(ChatRole.User, text.ToString())];

        var last = conversation[^1].Clone();
        last.Contents = [.. last.Contents, new TextContent(text.ToString())];
        return [.. conversation.Take(conversation.Count - 1), last];
    }

    /// <inheritdoc />
    protected internal override string Show(int number, ShownCandidate candidate, CandidateFence fence)
    {
        ArgumentNullException.ThrowIfNull(fence);

        // A bare format has no words for how often a text was given: it stands there as often.
        var neutral = fence.Neutralize(candidate.Text);
        return string.Concat(Enumerable.Range(number, candidate.Times).Select(time => Prefix(time) + Bare(neutral, time)));
    }

    private string Prefix(int number) => _candidatePrefix.Replace("{number}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    // The format has no nonce, so a candidate must not hold the format's own words. A prefix of mere spaces or line breaks cannot be kept out.
    private string Bare(string text, int number)
    {
        foreach (var word in (ReadOnlySpan<string>)[Prefix(number).Trim(), _finalCue.Trim()])
        {
            if (word.Length > 1)
                text = text.Replace(word, word[..1] + BreakoutDetector.Break + word[1..], StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
