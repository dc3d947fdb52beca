using System.Buffers;
using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>
/// A text as a careless reader sees it: entities and escapes decoded at any depth, invisible characters and combining marks gone, look-alikes made
/// ASCII, all in small letters; with the way back from each character to its place in the source.
/// </summary>
/// <remarks>
/// Read once, from the end: what an escape decodes to stands before what was read already, so that it is seen at once whether the two make another
/// escape. Does not use <see cref="string.Normalize()"/>, which does nothing for most of this in applications without globalization data. Only for
/// looking: a fold is never shown or sent.
/// </remarks>
internal readonly ref struct FoldedText
{
    private const int LongestEntity = 12;

    /// <summary>What folds to itself, but for small letters, and starts no escape: nearly all of most texts.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create(['\n', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (char)value).Except(['&', '\\', '%'])]);

    private readonly ReadOnlySpan<int> _sources;

    private FoldedText(ReadOnlySpan<char> text, ReadOnlySpan<int> sources)
    {
        Text = text;
        _sources = sources;
    }

    public ReadOnlySpan<char> Text { get; }

    public static FoldedText Of(string source, CancellationToken cancellationToken)
    {
        // No character folds to more than one.
        var text = GC.AllocateUninitializedArray<char>(source.Length);
        var sources = GC.AllocateUninitializedArray<int>(source.Length);
        var first = source.Length;
        for (var i = source.Length; i > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Plain.Contains(source[i - 1]))
            {
                var plain = source.AsSpan(0, i).LastIndexOfAnyExcept(Plain) + 1;
                first -= i - plain;
                source.AsSpan(plain, i - plain).ToLowerInvariant(text.AsSpan(first));
                for (var offset = 0; plain + offset < i; offset++)
                    sources[first + offset] = plain + offset;
                i = plain;
                continue;
            }

            var status = Rune.DecodeLastFromUtf16(source.AsSpan(0, i), out var rune, out var length);
            i -= length;
            if (status == OperationStatus.Done)
                Prepend(rune, i, text, sources, ref first);
        }

        return new(text.AsSpan(first), sources.AsSpan(first));
    }

    /// <summary>Where in the source a character of the fold comes from.</summary>
    public int SourceIndex(int index) => _sources[index];

    private static void Prepend(Rune rune, int source, char[] text, int[] sources, ref int first)
    {
        for (var length = 1; length > 0;)
        {
            if (Lookalikes.Fold(rune) is not { } folded)
                return;
            text[--first] = folded;
            sources[first] = source;
            if (folded is not ('&' or '\\' or '%'))
                return;
            (rune, length) = Escape(text.AsSpan(first));
            first += length;
        }
    }

    private static (Rune Rune, int Length) Escape(ReadOnlySpan<char> text)
    {
        var rest = text[1..];
        return text[0] switch
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
}
