using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using FusionOfN.Cli.Commands;

namespace FusionOfN.Cli;

/// <summary>What the parser says of a command line, in words for people: its own name the types of .NET and the parts of a parser.</summary>
internal static partial class ParserErrors
{
    public static string Describe(ParseError error, ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string said = error.Message;
        return Unfit().Match(said) is { Success: true } unfit ? DescribeUnfit(error, unfit)
            : Surplus().Match(said) is { Success: true } surplus ? DescribeSurplus(surplus.Groups["word"].Value, parse)
            : LacksArgument().Match(said) is { Success: true } argument ? $"'{CliCommand.PathOf(command)}' needs <{argument.Groups["name"].Value}>{Meaning(command.Arguments, argument.Groups["name"].Value)}."
            : LacksOption().Match(said) is { Success: true } option ? $"{option.Groups["name"].Value} is needed{Meaning(command.Options, option.Groups["name"].Value)}."
            : LacksValue().Match(said) is { Success: true } value ? $"{value.Groups["name"].Value} needs a value behind it."
            : Repeated().Match(said) is { Success: true } repeated ? $"{repeated.Groups["name"].Value} takes one value, but {repeated.Groups["count"].Value} are given."
            : LacksCommand().IsMatch(said) ? $"'{CliCommand.PathOf(command)}' needs one of its commands: {string.Join(", ", command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name))}."
            : said;
    }

    private static string DescribeUnfit(ParseError error, Match match)
    {
        (string name, Type type) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => ($"<{argument.Argument.Name}>", argument.Argument.ValueType),
            _ => (match.Groups["name"].Value, typeof(string)),
        };
        return $"{name} must be {Words(Nullable.GetUnderlyingType(type) ?? type)}, but it is '{match.Groups["value"].Value}'.";
    }

    private static string DescribeSurplus(string word, ParseResult parse)
    {
        Token? before = parse.Tokens.TakeWhile(token => token.Value != word).LastOrDefault();
        Option? option = before is { Type: TokenType.Option } ? parse.CommandResult.Command.Options.FirstOrDefault(option => option.Name == before.Value || option.Aliases.Contains(before.Value)) : null;
        string place = option switch
        {
            Option<bool> => $": {before!.Value} takes no value",
            Option<bool?> => $": {before!.Value} is true or false",
            _ => "",
        };
        return parse.CommandResult.Command.Arguments is [{ Arity.MaximumNumberOfValues: 1 } only]
            ? $"there is no place for '{word}'{(place.Length > 0 ? $"{place}, and" : ":")} <{only.Name}> is one word. Put it in quotes when it has spaces in it; options stand before --."
            : $"there is no place for '{word}'{place}.";
    }

    private static string Meaning(IEnumerable<Symbol> symbols, string name) =>
        symbols.FirstOrDefault(symbol => symbol.Name == name)?.Description is { Length: > 0 } text ? $": {text}" : "";

    private static string Words(Type type) =>
        type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) || type == typeof(decimal) ? "a number"
        : "something else";

    [GeneratedRegex("^Unrecognized command or argument '(?<word>.*)'", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Surplus();

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for (?:option|command) '(?<name>.*)' as expected type '.*'", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Unfit();

    [GeneratedRegex("^Required argument '(?<name>.*)' missing for command", RegexOptions.CultureInvariant)]
    private static partial Regex LacksArgument();

    [GeneratedRegex("^Option '(?<name>.*)' is required", RegexOptions.CultureInvariant)]
    private static partial Regex LacksOption();

    [GeneratedRegex("^Required argument missing for option: '(?<name>.*)'", RegexOptions.CultureInvariant)]
    private static partial Regex LacksValue();

    [GeneratedRegex("^Option '(?<name>.*)' expects a single argument but (?<count>[0-9]+) were provided", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated();

    [GeneratedRegex("^Required command was not provided", RegexOptions.CultureInvariant)]
    private static partial Regex LacksCommand();
}
