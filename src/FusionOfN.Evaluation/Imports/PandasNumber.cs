using System.Globalization;

namespace FusionOfN.Evaluation;

/// <summary>
/// What a number becomes when pandas writes it into a CSV file and reads it again: its reader takes 17 digits and divides by a power of ten, which is off by one
/// in the last place here and there. Leaderboards are such files, written and read for each model that is added.
/// </summary>
internal static class PandasNumber
{
    private const int MaxDigits = 17;
    private const int MaxRounds = 8;

    public static double Settle(double value)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            double read = Read(value.ToString("R", CultureInfo.InvariantCulture));
            if (read == value)
                break;
            value = read;
        }

        return value;
    }

    private static double Read(string written)
    {
        if (written.Contains('E') || !written.Contains('.'))
            return double.Parse(written, CultureInfo.InvariantCulture);
        double number = 0;
        int digits = 0, places = 0;
        bool isBehindPoint = false;
        foreach (char character in written.TrimStart('-'))
        {
            if (character == '.')
            {
                isBehindPoint = true;
                continue;
            }

            if (digits == MaxDigits || (digits == 0 && character == '0' && !isBehindPoint))
                continue;
            number = (number * 10) + (character - '0');
            digits++;
            places += isBehindPoint ? 1 : 0;
        }

        double value = number / double.Parse($"1e{places}", CultureInfo.InvariantCulture);
        return written[0] == '-' ? -value : value;
    }
}
