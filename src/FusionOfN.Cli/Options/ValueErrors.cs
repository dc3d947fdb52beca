using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using FusionOfN.Cli.Rendering;

namespace FusionOfN.Cli;

/// <summary>What the parser says of a value that does not fit, in words for people: its own names the types of .NET.</summary>
internal static partial class ValueErrors
{
    public static string Describe(ParseError error)
    {
        if (Unfit().Match(error.Message) is not { Success: true } match)
            return Surplus().Match(error.Message) is { Success: true } surplus ? Surplus(error, surplus.Groups["word"].Value) : error.Message;

        (string name, Type type) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => ($"<{argument.Argument.Name}>", argument.Argument.ValueType),
            _ => (match.Groups["name"].Value, typeof(string)),
        };
        return $"{name} must be {Words(Nullable.GetUnderlyingType(type) ?? type)}, but it is '{match.Groups["value"].Value}'.";
    }

    private static string Surplus(ParseError error, string word)
    {
        Command? command = (error.SymbolResult as CommandResult)?.Command;
        return command?.Arguments is [{ Arity.MaximumNumberOfValues: 1 } only]
            ? $"there is no place for '{word}': <{only.Name}> is one word. Put it in quotes when it has spaces in it; options stand before --."
            : $"there is no place for '{word}'.";
    }

    private static string Words(Type type) =>
        type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) || type == typeof(decimal) ? "a number"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type).Select(name => ReceiptLine.Words(name).Replace(' ', '-')))
        : "something else";

    [GeneratedRegex("^Unrecognized command or argument '(?<word>.*)'", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Surplus();

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for (?:option|command) '(?<name>.*)' as expected type '.*'", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Unfit();
}
