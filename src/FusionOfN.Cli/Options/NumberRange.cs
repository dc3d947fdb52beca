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

    public static Action<OptionResult> Between(double lowest, double highest) => Check(
        value => value >= lowest && value <= highest, string.Create(CultureInfo.InvariantCulture, $"must be between {lowest} and {highest}"));

    public static Action<OptionResult> Above(double lowest) =>
        Check(value => value > lowest && double.IsFinite(value), string.Create(CultureInfo.InvariantCulture, $"must be above {lowest}"));

    public static Action<OptionResult> AtLeast(double lowest) =>
        Check(value => value >= lowest && double.IsFinite(value), string.Create(CultureInfo.InvariantCulture, $"must be {lowest} or more"));

    /// <summary>A part of a whole, which may be none of it but not all.</summary>
    public static Action<OptionResult> Share { get; } = Check(value => value is >= 0 and < 1, "must be 0 or more and below 1");

    private static Action<OptionResult> Check(Predicate<double> isRight, string what) => result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !isRight(value))
                result.AddError($"{result.Option.Name} {what}, but it is {token.Value}.");
        }
    };
}
