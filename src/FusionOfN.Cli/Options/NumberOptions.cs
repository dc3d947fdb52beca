using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace FusionOfN.Cli;

/// <summary>
/// How every option reads a number with decimals: with a point. Left to the parser, a comma would be taken for one between thousands, and
/// <c>1,5</c> would be fifteen.
/// </summary>
internal static class NumberOptions
{
    /// <summary>Sets this for all options of a command and those below it that have no reader of their own.</summary>
    public static void ReadStrictly(Command command)
    {
        foreach (Option option in command.Options)
        {
            if (option is Option<double> { CustomParser: null } number)
                number.CustomParser = result => Read(result) ?? 0;
            else if (option is Option<double?> { CustomParser: null } optional)
                optional.CustomParser = Read;
        }

        foreach (Command sub in command.Subcommands)
            ReadStrictly(sub);
    }

    /// <summary>Reads an amount of US dollars above zero; a dollar sign may stand before it.</summary>
    public static decimal? ReadDollars(ArgumentResult result)
    {
        string typed = result.Tokens[^1].Value;
        if (decimal.TryParse(typed.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal usd) && usd is > 0 and < 1_000_000_000)
            return usd;
        result.AddError($"{NameOf(result)} must be an amount in US dollars above zero, for example 0.05, but it is '{typed}'.{Hint(typed)}");
        return null;
    }

    private static double? Read(ArgumentResult result)
    {
        string typed = result.Tokens[^1].Value;
        if (double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            return value;
        result.AddError($"{NameOf(result)} must be a number, for example 0.5, but it is '{typed}'.{Hint(typed)}");
        return null;
    }

    private static string Hint(string typed) => typed.Contains(',') ? " Decimals stand after a point, and nothing between thousands." : "";

    private static string NameOf(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
