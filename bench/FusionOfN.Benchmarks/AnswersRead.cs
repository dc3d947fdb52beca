using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN.Benchmarks;

/// <summary>How many answers of a file of judged solutions the <c>number</c> extractor reads as the judges did.</summary>
/// <remarks>
/// Rows are JSON: <c>gold</c>, <c>ground_truth</c> (a worked solution whose last line is the result), and <c>candidates</c>, each with <c>solution</c> and
/// <c>is_correct</c>. The example solutions of openai/grade-school-math, brought into one row a question, are such a file.
/// </remarks>
internal static partial class AnswersRead
{
    public static void Print(string path, TextWriter output)
    {
        NumberAnswerExtractor extractor = new();
        var (answers, agreed, solutions, read) = (0, 0, 0, 0);
        foreach (var line in File.ReadLines(path))
        {
            using var row = JsonDocument.Parse(line);
            var gold = extractor.Extract(row.RootElement.GetProperty("gold").GetString()!);
            foreach (var candidate in row.RootElement.GetProperty("candidates").EnumerateArray())
            {
                answers++;
                var isEqual = extractor.Extract(candidate.GetProperty("solution").GetString()!) == gold;
                agreed += isEqual == candidate.GetProperty("is_correct").GetBoolean() ? 1 : 0;
            }

            // The solution behind a heading, without the line that announces its result and without the notes of a calculator.
            var solution = Notes().Replace(row.RootElement.GetProperty("ground_truth").GetString()!, "").TrimEnd();
            solutions++;
            read += extractor.Extract("Answer: " + solution[..Math.Max(0, solution.LastIndexOf('\n'))]) == gold ? 1 : 0;
        }

        output.WriteLine($"Verdicts as published: {agreed} of {answers}. Solutions behind \"Answer: \": {read} of {solutions}.");
    }

    [GeneratedRegex("<<[^>]*>>")]
    private static partial Regex Notes();
}
