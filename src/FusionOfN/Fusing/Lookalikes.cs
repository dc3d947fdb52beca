using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FusionOfN;

/// <summary>What a character looks like: an ASCII letter, digit or bracket for its many doubles, nothing for the invisible ones.</summary>
internal static class Lookalikes
{
    // Whole blocks of styled letters and digits, each a run of the ASCII ones in order: first code point, first ASCII character, length.
    private static readonly (int First, char Ascii, int Length)[] Runs =
    [
        (0xFF01, '!', 94),     // full-width
        (0x24B6, 'a', 26),     // circled capitals
        (0x24D0, 'a', 26),     // circled small letters
        (0x249C, 'a', 26),     // parenthesised
        (0x1F110, 'a', 26),    // parenthesised capitals
        (0x1F130, 'a', 26),    // squared
        (0x1F150, 'a', 26),    // negative circled
        (0x1F170, 'a', 26),    // negative squared
        (0x1F1E6, 'a', 26),    // regional indicators
        (0x2460, '1', 9),      // circled digits
        (0x2080, '0', 10),     // subscript digits
        (0x2074, '4', 6),      // superscript digits
    ];

    private static readonly FrozenDictionary<int, char> Singles = Build(
        ('a', "аɑαᴀⲁꭺａªᵃàáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặꓮᎪᗩ"),
        ('b', "ьввβƅʙᵇḃḅƀꓐᏴᏏᗷ"),
        ('c', "сϲᴄⲥⅽꮯᶜçćĉċč¢ꓚᏟᑕ"),
        ('d', "ԁɗⅾꓒᴅᵈðďđḍḋꓓᎠᏧᗪᗞ"),
        ('e', "еєҽ℮ɛεᴇⲉꬲᵉℯⅇèéêëēĕėęěȅȇẹẻẽếềểễệёꓰᎬᗴ"),
        ('f', "ƒꜰϝꬵẝᶠḟꓝᖴ"),
        ('g', "ɡցԍɢᵍℊĝğġģǧꓖᏀᏳ"),
        ('h', "һհʜℎʰĥħḥꓧᎻᏂᕼ"),
        ('i', "іıɩιɪⲓⅰⅈᵢⁱìíîïĩīĭįǐỉịӏꓲᎥ"),
        ('j', "јϳⅉʲĵǰꓙᎫᒍ"),
        ('k', "кκᴋᵏⲕķǩḳꓗᏦ"),
        ('l', "ⅼʟˡĺļľłḷꓡᏞᒪ"),
        ('m', "мⅿᴍᵐṃꓟᎷᗰ"),
        ('n', "ոпηɴᴨⁿñńņňŉǹṇпꓠᑎ"),
        ('o', "оοօσᴏⲟℴᵒòóôõöøōŏőǒọỏốꓳ"),
        ('p', "рρᴘⲣᵖṗꓑᏢᑭ"),
        ('q', "ԛզ"),
        ('r', "гᴦʀⲅꭇʳŕŗřṛꓣᎡᏒᖇ"),
        ('s', "ѕꜱʂꮪˢśŝşšșṣßꓢᏚᏕᔕ"),
        ('t', "тτᴛᵗţťŧțṭꓔᎢ"),
        ('u', "υսᴜʋᵘùúûüũūŭůűųǔụủцꓴᑌ"),
        ('v', "νѵᴠᵛⅴṽꓦᏙᐯ"),
        ('w', "ԝաѡᴡʷωŵẁẃẅшꓪᎳᏔᗯ"),
        ('x', "хχⅹˣ×ẋꓫ᙭"),
        ('y', "уγүʏʸýÿŷỳꓬᎩᎽ"),
        ('z', "ᴢᶻźżžẓꓜᏃ"),
        ('<', "‹〈〈⟨❮❰❬⧼⦑《⟪«˂≺≪⋖ᐸ﹤᚛𐏑⪡⊂𐌂◁◀⮜￼"),
        ('>', "›〉〉⟩❯❱❭⧽⦒》⟫»˃≻≫⋗ᐳ﹥᚜⪢▷▶⮞"),
        ('[', "⟦〚【〔⦋⁅﹝［"),
        (']', "⟧〛】〕⦌⁆﹞］"),
        ('/', "⁄∕⧸⟋╱⫽ノ"),
        ('\\', "∖⧵⟍╲﹨"),
        ('|', "｜│┃❘∣ǀ¦︱⎮ⵏ"),
        ('_', "▁＿﹍﹎﹏‗ˍ"),
        ('-', "‐‑‒–—―−﹣"),
        ('&', "﹠"),
        ('#', "﹟"),
        (';', "\u037e"),
        ('%', "٪﹪"));

    /// <summary>Named entities of the characters that matter here, longest first where one starts another. Matched after folding, so in small
    /// letters.</summary>
    public static (string Name, char Value)[] Entities { get; } =
    [
        ("amp", '&'), ("lt", '<'), ("gt", '>'), ("langle", '<'), ("lang", '<'), ("rang", '>'), ("laquo", '<'), ("raquo", '>'), ("lsaquo", '<'), ("rsaquo", '>'),
        ("sol", '/'), ("bsol", '\\'), ("lowbar", '_'), ("hyphen", '-'), ("num", '#'), ("semi", ';'), ("percnt", '%'), ("quot", '"'), ("lbrack", '['), ("lsqb", '['),
        ("lbrace", '{'), ("lcub", '{'), ("lpar", '('), ("verbar", '|'), ("vert", '|'), ("nbsp", ' '), ("shy", '\u00ad'), ("zwnj", '\u200c'), ("zwj", '\u200d'),
        ("lrm", '\u200e'), ("rlm", '\u200f'), ("newline", '\n'), ("tab", '\t'), ("ensp", ' '), ("emsp", ' '), ("thinsp", ' '), ("nobreak", '\u2060'),
        ("zerowidthspace", '\u200b'), ("negativethinspace", '\u200b'),
    ];

    /// <summary>What was folded before, for all but the rarest characters; zero where nothing was.</summary>
    private static readonly char[] Known = new char[char.MaxValue + 1];

    private const char Unseen = '\uffff';

    /// <summary>The ASCII double of a character in small letters, the character itself if it has none, or null if it cannot be seen.</summary>
    public static char? Fold(Rune rune)
    {
        if (!rune.IsBmp)
            return Find(rune);
        ref var known = ref Known[rune.Value];
        if (known == default)
            known = Find(rune) ?? Unseen;
        return known == Unseen ? null : known;
    }

    private static char? Find(Rune rune)
    {
        if (rune.IsAscii)
            return rune.Value is < 0x20 or 0x7F ? Control((char)rune.Value) : char.ToLowerInvariant((char)rune.Value);
        if (rune.Value is '·' or (>= 0x4E00 and <= 0x9FFF))
            return (char)rune.Value; // Han characters have neither doubles nor small letters.
        if (Rune.IsWhiteSpace(rune) || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800)
            return ' '; // Hangul fillers and the empty Braille pattern look like a space.
        var category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Control)
            return null;

        // The small letters of Cherokee look like its capitals.
        if (rune.Value is >= 0xAB70 and <= 0xABBF)
            rune = new(rune.Value - 0xAB70 + 0x13A0);
        if (Styled(rune.Value) is { } styled)
            return styled;
        var lower = Rune.ToLowerInvariant(rune);
        if (Singles.TryGetValue(rune.Value, out var single) || Singles.TryGetValue(lower.Value, out single))
            return single;
        if (category is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation)
            return '(';
        // A letter without a double cannot be part of the words looked for; which one it is does not matter.
        return lower.IsBmp ? (char)lower.Value : '\uFFFD';
    }

    private static char? Control(char value) => value is '\t' or '\n' or '\r' or '\v' or '\f' ? value == '\n' ? '\n' : ' ' : null;

    private static char? Styled(int value)
    {
        // Mathematical alphanumerics: thirteen alphabets of 52 letters, then Greek, then digits.
        if (value is >= 0x1D400 and < 0x1D6A4)
            return (char)('a' + ((value - 0x1D400) % 26));
        if (value is >= 0x1D7CE and <= 0x1D7FF)
            return (char)('0' + ((value - 0x1D7CE) % 10));
        foreach (var (first, ascii, length) in Runs)
        {
            if (value >= first && value < first + length)
                return char.ToLowerInvariant((char)(ascii + value - first));
        }

        return null;
    }

    private static FrozenDictionary<int, char> Build(params ReadOnlySpan<(char Ascii, string Doubles)> table)
    {
        Dictionary<int, char> map = [];
        foreach (var (ascii, doubles) in table)
        {
            foreach (var rune in doubles.EnumerateRunes())
                map.TryAdd(rune.Value, ascii);
        }

        return map.ToFrozenDictionary();
    }
}
