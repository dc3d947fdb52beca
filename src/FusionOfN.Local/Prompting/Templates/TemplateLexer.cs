using System.Globalization;
using System.Text;

namespace FusionOfN.Local;

/// <summary>Cuts a template into its parts, with white space as the usual readers of these files set it: <c>trim_blocks</c> and <c>lstrip_blocks</c>.</summary>
/// <remarks>Source of the language: the template designer documentation of Jinja 3, https://jinja.palletsprojects.com/en/stable/templates/.</remarks>
internal sealed class TemplateLexer
{
    private static readonly string[] Signs = ["//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "|"];

    private readonly string _source;
    private int _at;

    private TemplateLexer(string source) => _source = source;

    public static List<TemplatePart> Read(string source)
    {
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

        // A last line break is not part of a template.
        return new TemplateLexer(source.EndsWith('\n') ? source[..^1] : source).Read();
    }

    private List<TemplatePart> Read()
    {
        List<TemplatePart> parts = [];
        var trim = Trim.None;
        while (_at < _source.Length)
        {
            var open = NextTag(_at);
            var text = _source[_at..(open < 0 ? _source.Length : open)];
            text = trim switch
            {
                Trim.All => text.TrimStart(),
                Trim.Line when text.StartsWith('\n') => text[1..],
                _ => text,
            };
            if (open < 0)
            {
                AddText(parts, text);
                break;
            }

            var kind = _source[open + 1];
            _at = open + 2;
            var mode = _at < _source.Length ? _source[_at] : ' ';
            if (mode is '-' or '+')
                _at++;
            AddText(parts, mode == '-' ? text.TrimEnd() : kind != '{' && mode != '+' ? WithoutIndent(text, open) : text);
            trim = kind switch
            {
                '#' => SkipComment(),
                '{' => ReadTag(parts, "}}", isStatement: false),
                _ => ReadTag(parts, "%}", isStatement: true),
            };
        }

        return parts;
    }

    private int NextTag(int from)
    {
        for (var at = _source.IndexOf('{', from); at >= 0 && at + 1 < _source.Length; at = _source.IndexOf('{', at + 1))
        {
            if (_source[at + 1] is '{' or '%' or '#')
                return at;
        }

        return -1;
    }

    /// <summary>Without the white space between the beginning of the line and the tag, when nothing else stands there.</summary>
    private string WithoutIndent(string text, int open)
    {
        var line = text.LastIndexOf('\n') + 1;
        var begin = open - text.Length;
        var startsLine = line > 0 || begin == 0 || _source[begin - 1] == '\n';
        return startsLine && text.AsSpan(line).Trim(" \t").IsEmpty ? text[..line] : text;
    }

    private static void AddText(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
            parts.Add(new TemplatePart(text, false, []));
    }

    private Trim SkipComment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
            throw new TemplateException("a comment {# has no end");
        _at = end + 2;
        return _source[end - 1] == '-' ? Trim.All : Trim.Line;
    }

    private Trim ReadTag(List<TemplatePart> parts, string close, bool isStatement)
    {
        List<TemplateToken> tokens = [];
        var depth = 0;
        while (true)
        {
            while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
                _at++;
            if (_at >= _source.Length)
                throw new TemplateException($"a tag has no end: {close} is missing");

            // A dictionary may end right before the tag does.
            var rest = _source.AsSpan(_at);
            var mode = rest[0] is '-' or '+' && rest[1..].StartsWith(close, StringComparison.Ordinal) ? rest[0] : ' ';
            if (mode != ' ' || (depth == 0 && rest.StartsWith(close, StringComparison.Ordinal)))
            {
                _at += close.Length + (mode == ' ' ? 0 : 1);
                tokens.Add(new TemplateToken(TokenKind.End, ""));
                parts.Add(new TemplatePart(null, isStatement, tokens));
                if (isStatement && tokens[0] is { Kind: TokenKind.Name, Text: "raw" })
                    return ReadRaw(parts);
                return mode == '-' ? Trim.All : isStatement && mode != '+' ? Trim.Line : Trim.None;
            }

            var token = ReadToken();
            depth += token is { Kind: TokenKind.Sign, Text: "{" } ? 1 : token is { Kind: TokenKind.Sign, Text: "}" } ? -1 : 0;
            tokens.Add(token);
        }
    }

    private Trim ReadRaw(List<TemplatePart> parts)
    {
        parts.RemoveAt(parts.Count - 1);
        var end = System.Text.RegularExpressions.Regex.Match(_source[_at..], @"\{%-?\s*endraw\s*-?%\}");
        if (!end.Success)
            throw new TemplateException("a {% raw %} has no {% endraw %}");
        AddText(parts, _source.Substring(_at, end.Index));
        _at += end.Index + end.Length;
        return Trim.Line;
    }

    private TemplateToken ReadToken()
    {
        var first = _source[_at];
        if (first is '\'' or '"')
            return ReadText(first);
        if (char.IsAsciiDigit(first))
            return ReadNumber();
        if (char.IsLetter(first) || first == '_')
        {
            var start = _at;
            while (_at < _source.Length && (char.IsLetterOrDigit(_source[_at]) || _source[_at] == '_'))
                _at++;
            return new TemplateToken(TokenKind.Name, _source[start.._at]);
        }

        foreach (var sign in Signs)
        {
            if (_source.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
            {
                _at += sign.Length;
                return new TemplateToken(TokenKind.Sign, sign);
            }
        }

        throw new TemplateException($"'{first}' has no meaning in a tag");
    }

    private TemplateToken ReadText(char quote)
    {
        StringBuilder text = new();
        for (_at++; _at < _source.Length; _at++)
        {
            var character = _source[_at];
            if (character == quote)
            {
                _at++;
                return new TemplateToken(TokenKind.Text, text.ToString());
            }

            if (character == '\\' && _at + 1 < _source.Length)
                ReadEscape(text);
            else
                text.Append(character);
        }

        throw new TemplateException("a text in a tag has no closing quote");
    }

    private void ReadEscape(StringBuilder text)
    {
        var character = _source[++_at];
        var digits = character switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0 && _at + digits < _source.Length
            && int.TryParse(_source.AsSpan(_at + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF))
        {
            text.Append(char.ConvertFromUtf32(code));
            _at += digits;
            return;
        }

        text.Append(character switch { 'n' => "\n", 't' => "\t", 'r' => "\r", '0' => "\0", '\\' or '\'' or '"' => character.ToString(), '\n' => "", _ => $"\\{character}" });
    }

    private TemplateToken ReadNumber()
    {
        var start = _at;
        while (_at < _source.Length && (char.IsAsciiDigit(_source[_at]) || _source[_at] == '_' || (_source[_at] == '.' && _at + 1 < _source.Length && char.IsAsciiDigit(_source[_at + 1]))))
            _at++;
        var text = _source[start.._at].Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var whole))
            return new TemplateToken(TokenKind.Number, text, whole);
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? new TemplateToken(TokenKind.Number, text, number)
            : throw new TemplateException($"'{text}' is no number");
    }

    private enum Trim
    {
        None,
        Line,
        All,
    }
}
