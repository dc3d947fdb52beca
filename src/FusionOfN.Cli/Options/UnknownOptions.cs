using System.CommandLine;
using System.CommandLine.Parsing;

namespace FusionOfN.Cli;

/// <summary>
/// Finds what was meant as an option and is none. The parser takes it for a text: a mistyped <c>--quiet</c> would become the prompt, and be paid for.
/// </summary>
internal static class UnknownOptions
{
    /// <summary>A message for each word that begins with <c>-</c>, stands before <c>--</c>, and is no option of the command.</summary>
    public static IReadOnlyList<string> Find(ParseResult parse, IReadOnlyList<string> args)
    {
        // A value behind an equals sign (--system=-x) is not a word of its own, and may begin with anything.
        HashSet<string> words = [.. args.TakeWhile(word => word != "--")];
        HashSet<Token> texts = [.. parse.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)];
        return
        [
            .. parse.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Type == TokenType.Argument && words.Contains(token.Value) && IsMeant(token.Value, isText: texts.Contains(token)))
                .Select(token => UnknownWord.SayOfOption(token.Value, parse.CommandResult.Command, isText: texts.Contains(token)))
                .Distinct(),
        ];
    }

    // A lone - is standard input, and an option's value may be a negative number.
    private static bool IsMeant(string word, bool isText) => word is ['-', var next, ..] && (isText || !(char.IsAsciiDigit(next) || next == '.'));
}
