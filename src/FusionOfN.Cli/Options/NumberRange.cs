using System.CommandLine.Parsing;
using System.Globalization;

namespace FusionOfN.Cli;

/// <summary>Checks that a number given on the command line is within bounds. What is no number at all is the parser's to report.</summary>
internal static class NumberRange
{
    public static Action<OptionResult> Between(int lowest, int highest) => result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && (value < lowest || value > highest))
                result.AddError($"{result.Option.Name} must be between {lowest} and {highest}, but it is {value}.");
        }
    };
}
