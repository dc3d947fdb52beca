using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>
/// A text as a careless reader sees it: entities and escapes decoded at any depth, invisible characters and combining marks gone, look-alikes made
/// ASCII, all in
/// small letters; with the way back from each character to its place in the source.
/// </summary>
/// <remarks>
/// Does not use <see cref="string.Normalize()"/>, which does nothing for most of this in applications without globalization data. Only for looking:
/// a fold
/// is never shown or sent.
/// </remarks>
internal sealed class FoldedText
{
    private const int LongestEntity = 12;
    private const int MostPasses = 32;

    /// <summary>What folds to itself, but for small letters: nearly all of most texts.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(['\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (char)value)]);

    private static readonly SearchValues<char> EscapeStarts = SearchValues.Create('&', '\\', '%');

    private readonly int[] _sources;

    private FoldedText(ReadOnlySpan<char> text, int[] sources)
    {
        Text = text.ToString();
        _sources = sources;
    }

    public string Text { get; }

    public static FoldedText Of(string source)
    {
        // No character folds to more than one.
        var text = new char[source.Length];
        var sources = new int[source.Length];
        var count = 0;
        for (var i = 0; i < source.Length;)
        {
            var plain = source.AsSpan(i).IndexOfAnyExcept(Plain);
            var end = plain < 0 ? source.Length : i + plain;
            source.AsSpan(i, end - i).ToLowerInvariant(text.AsSpan(count));
            while (i < end)
                sources[count++] = i++;
            if (i == source.Length)
                break;

            var status = Rune.DecodeFromUtf16(source.AsSpan(i), out var rune, out var length);
            if (status == OperationStatus.Done)
                AppendFolded(rune, i, text, sources, ref count);
            i += length;
        }

        FoldedText folded = new(text.AsSpan(0, count), sources);
        for (var pass = 0; pass < MostPasses && folded.Text.AsSpan().ContainsAny(EscapeStarts); pass++)
        {
            var decoded = folded.Decode();
            if (decoded.Text.Length == folded.Text.Length)
                break;
            folded = decoded;
        }

        return folded;
    }

    /// <summary>Where in the source a character of the fold comes from.</summary>
    public int SourceIndex(int index) => _sources[index];

    private FoldedText Decode()
    {
        var text = new char[Text.Length];
        var sources = new int[Text.Length];
        var count = 0;
        for (var i = 0; i < Text.Length;)
        {
            var (rune, length) = Escape(Text, i);
            if (length > 0)
            {
                AppendFolded(rune, _sources[i], text, sources, ref count);
                i += length;
                continue;
            }

            var next = Text.AsSpan(i + 1).IndexOfAny(EscapeStarts);
            var end = next < 0 ? Text.Length : i + 1 + next;
            Text.AsSpan(i, end - i).CopyTo(text.AsSpan(count));
            while (i < end)
                sources[count++] = _sources[i++];
        }

        return new(text.AsSpan(0, count), sources);
    }

    private static (Rune Rune, int Length) Escape(string text, int index)
    {
        var rest = text.AsSpan(index + 1);
        return text[index] switch
        {
            '&' when rest.StartsWith("#x") => Code(rest[2..], NumberStyles.AllowHexSpecifier, 3),
            '&' when rest.StartsWith("#") => Code(rest[1..], NumberStyles.None, 2),
            '&' => Named(rest),
            '\\' when rest.StartsWith("u{") => Code(rest[2..], NumberStyles.AllowHexSpecifier, 3),
            '\\' when rest.StartsWith("u") => Fixed(rest[1..], 4, 2),
            '\\' when rest.StartsWith("x") => Fixed(rest[1..], 2, 2),
            '%' => Fixed(rest, 2, 1),
            _ => default,
        };
    }

    private static (Rune Rune, int Length) Code(ReadOnlySpan<char> digits, NumberStyles style, int prefix)
    {
        var length = 0;
        Func<char, bool> isDigit = style == NumberStyles.None ? char.IsAsciiDigit : char.IsAsciiHexDigit;
        while (length < digits.Length && length < LongestEntity && isDigit(digits[length]))
            length++;
        if (!int.TryParse(digits[..length], style, CultureInfo.InvariantCulture, out var code) || !Rune.IsValid(code))
            return default;
        // Browsers and models alike read an entity without its semicolon.
        return (new Rune(code), prefix + length + (length < digits.Length && digits[length] is ';' or '}' ? 1 : 0));
    }

    private static (Rune Rune, int Length) Fixed(ReadOnlySpan<char> digits, int length, int prefix) =>
        digits.Length >= length && int.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        && Rune.IsValid(code)
            ? (new Rune(code), prefix + length)
            : default;

    private static (Rune Rune, int Length) Named(ReadOnlySpan<char> rest)
    {
        foreach (var (name, value) in Lookalikes.Entities)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
                return (new Rune(value), 1 + name.Length + (name.Length < rest.Length && rest[name.Length] == ';' ? 1 : 0));
        }

        return default;
    }

    private static void AppendFolded(Rune rune, int source, char[] text, int[] sources, ref int count)
    {
        if (Lookalikes.Fold(rune) is not { } folded)
            return;
        text[count] = folded;
        sources[count++] = source;
    }
}
