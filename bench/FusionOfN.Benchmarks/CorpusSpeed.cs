using System.Diagnostics;
using System.Globalization;
using System.Text;
using FusionOfN.Evaluation;

namespace FusionOfN.Benchmarks;

/// <summary>Prints how many segments a second each metric counts, on all processors, from JSON Lines in memory.</summary>
internal static class CorpusSpeed
{
    private const int Characters = 130;
    private const int Different = 1_000;
    private const int Repeats = 100;

    public static void Print(TextWriter output)
    {
        byte[] lines = Lines();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Different * Repeats:#,0} segments of about {Characters} characters, {Environment.ProcessorCount} processors"));
        foreach (ICorpusMetric metric in (ICorpusMetric[])[new ChrFMetric(), new ChrFMetric(2), new Bleu()])
        {
            CorpusScorer scorer = new([metric], maxKept: 0);
            scorer.Score([new("warm-up", new MemoryStream(lines, 0, lines.Length / Repeats))], []);
            TimeSpan before = Processor();
            long start = Stopwatch.GetTimestamp();
            CorpusResult result = scorer.Score([new("rows", new MemoryStream(lines))], []);
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{metric.Name,-8} {result.Segments / time.TotalSeconds,10:#,0} segments/s   {(Processor() - before).TotalMicroseconds / result.Segments,5:F1} µs of processor time each   score {result.Systems[0][0].Score:F2}"));
        }
    }

    // On a machine that has other work this is what stays the same.
    private static TimeSpan Processor()
    {
        using Process process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static byte[] Lines()
    {
        StringBuilder rows = new();
        for (int i = 0; i < Different; i++)
        {
            // Half of a hypothesis is its reference's.
            string reference = Texts.Words(Characters, i).ReplaceLineEndings(" ");
            string hypothesis = reference[..(Characters / 2)] + Texts.Words(Characters / 2, Different + i).ReplaceLineEndings(" ");
            rows.Append(CultureInfo.InvariantCulture, $$"""{"hypothesis":"{{hypothesis}}","references":["{{reference}}"]}""").Append('\n');
        }

        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(rows.ToString(), Repeats)));
    }
}
