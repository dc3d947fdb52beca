using System.Globalization;

namespace FusionOfN;

/// <summary>
/// Puts untrusted candidates between tags that carry a nonce, so that the fusor can tell where each begins and ends, and so that no candidate can
/// close its fence, open another, pass for the chat format around it or say what no reader sees.
/// </summary>
/// <remarks>
/// A text that holds nothing of the kind (code, HTML, LaTeX, brackets of any sort included) passes unchanged. What would break out, in the form
/// written or in any that reads like it (entities and escapes, invisible and full-width characters, look-alike letters, combining marks, odd spacing),
/// gets one visible middle dot into its name or behind its bracket and is otherwise kept; so does each invisible character that can spell a message.
/// Time grows linearly with the text. Safe for concurrent use.
/// </remarks>
public sealed class CandidateFence
{
    private const string Name = "fenced_candidate_";
    private const string NonceLetters = "bcdfghjkmnpqrstvwxz23456789";
    private const int NonceLength = 12;

    private readonly BreakoutDetector _detector;
    private readonly CancellationToken _cancellationToken;

    private CandidateFence(string nonce, CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        Nonce = nonce;
        TagName = Name + nonce;
        _detector = new BreakoutDetector(nonce);
    }

    /// <summary>The part of the tags that no candidate can know.</summary>
    public string Nonce { get; }

    /// <summary>The name of the tags, nonce included.</summary>
    public string TagName { get; }

    /// <summary>Makes a fence with a fresh nonce of about 57 bits.</summary>
    /// <param name="random">Where the nonce comes from; a seeded source makes a prompt reproducible.</param>
    public static CandidateFence Create(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return new(random.GetString(NonceLetters, NonceLength));
    }

    /// <summary>Makes a fence with a given nonce, to rebuild a recorded prompt.</summary>
    /// <param name="nonce">8 to 64 ASCII small letters and digits.</param>
    /// <exception cref="ArgumentException">The nonce is too short, too long or holds other characters.</exception>
    public static CandidateFence Create(string nonce)
    {
        ArgumentNullException.ThrowIfNull(nonce);
        if (nonce.Length is < 8 or > 64 || !nonce.All(value => char.IsAsciiLetterLower(value) || char.IsAsciiDigit(value)))
            throw new ArgumentException($"The fence nonce '{nonce}' must be 8 to 64 ASCII small letters and digits.", nameof(nonce));
        return new(nonce);
    }

    /// <summary>The same fence, whose work on texts of any length ends with <see cref="OperationCanceledException"/> when it is cancelled.</summary>
    /// <param name="cancellationToken">What ends it.</param>
    public CandidateFence CancelledBy(CancellationToken cancellationToken) => new(Nonce, cancellationToken);

    /// <summary>Fences one candidate: its opening tag, the text and the closing tag, each on lines of their own.</summary>
    /// <param name="number">The candidate's number in the prompt, from 1.</param>
    /// <param name="text">The candidate's text.</param>
    /// <param name="times">How many candidates have exactly this text; shown when more than one.</param>
    public string Wrap(int number, string text, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        var repeated = times > 1 ? string.Create(CultureInfo.InvariantCulture, $" times=\"{times}\"") : "";
        return string.Create(CultureInfo.InvariantCulture, $"<{TagName} number=\"{number}\"{repeated}>\n{Neutralize(text)}\n</{TagName}>");
    }

    /// <summary>The text with everything that would break out of the fence made harmless; the same text when there is nothing.</summary>
    /// <param name="text">A candidate's text.</param>
    public string Neutralize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // One look is enough: every place is looked at, a dot breaks the finding it is put into, and what it parts cannot become another.
        return _detector.FindBreaks(text, _cancellationToken) is { Count: > 0 } breaks ? WithBreaks(text, breaks) : text;
    }

    /// <summary>Whether a text holds anything that could close the fence, open another, imitate the chat format or spell a message unseen.</summary>
    /// <param name="text">Any text.</param>
    public bool CanBreakOut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _detector.FindBreaks(text, _cancellationToken).Count > 0;
    }

    private static string WithBreaks(string text, IReadOnlyList<int> breaks)
    {
        var result = GC.AllocateUninitializedArray<char>(text.Length + breaks.Count);
        var (from, length) = (0, 0);
        foreach (var index in breaks)
        {
            text.CopyTo(from, result, length, index - from);
            length += index - from;
            result[length++] = BreakoutDetector.Break;
            from = index;
        }

        text.CopyTo(from, result, length, text.Length - from);
        return new(result);
    }
}
