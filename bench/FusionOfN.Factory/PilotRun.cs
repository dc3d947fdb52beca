using System.Globalization;
using FusionOfN.Evaluation;
using MathNet.Numerics.Distributions;

namespace FusionOfN.Factory;

/// <summary>How often the interval of a pilot covers what the job really costs, over simulated jobs of many shapes of cost.</summary>
internal static class PilotRun
{
    // An item's cost in any unit. The mixes are prompts of two kinds, such as two languages of which one takes three times the tokens.
    private static readonly (string Name, Func<Random, double> Cost)[] Shapes =
    [
        ("equal", _ => 1),
        ("normal, 20 %", random => Math.Max(0.01, Normal.Sample(random, 1, 0.2))),
        ("log-normal, sigma 0.5", random => LogNormal.Sample(random, 0, 0.5)),
        ("log-normal, sigma 1", random => LogNormal.Sample(random, 0, 1)),
        ("exponential", random => Exponential.Sample(random, 1)),
        ("gamma, shape 4", random => Gamma.Sample(random, 4, 1)),
        ("half at 1, half at 3", random => (random.NextDouble() < 0.5 ? 1 : 3) * LogNormal.Sample(random, 0, 0.3)),
        ("one in five at 4", random => (random.NextDouble() < 0.2 ? 4 : 1) * LogNormal.Sample(random, 0, 0.3)),
    ];

    public static int Run(int jobs, int pilot, int items, int seed)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{jobs} simulated jobs of {items:N0} items for each shape, pilots of {pilot} items, 95 % intervals"));
        Console.WriteLine($"{"cost of an item",-24} covered   median width of the interval, in jobs");
        double least = 1;
        foreach ((string name, Func<Random, double> cost) in Shapes)
        {
            Random random = new(seed);
            int covered = 0;
            List<double> widths = [];
            for (int job = 0; job < jobs; job++)
            {
                double[] all = [.. Enumerable.Range(0, items).Select(_ => cost(random))];
                double real = all.Sum();
                TotalForecast forecast = TotalForecast.Of(all[..pilot], items);

                // Sums of the same numbers in another order differ in their last digit.
                double rounding = 1e-9 * real;
                covered += forecast.Low <= real + rounding && real <= forecast.High + rounding ? 1 : 0;
                widths.Add((forecast.High - forecast.Low) / real);
            }

            widths.Sort();
            double share = (double)covered / jobs;
            least = Math.Min(least, share);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {share,7:P1}   {widths[jobs / 2]:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the least: {least:P1} (wanted: 90 %)"));
        return least >= 0.9 ? 0 : 1;
    }
}
