using System.Text.Json;
using FusionOfN.Synthesis;
using Microsoft.Extensions.AI;

namespace FusionOfN.Cli;

/// <summary>Data sets that differ in nothing but who made the answers: the same prompts, answered from the same candidates, and prompts that are held out.</summary>
/// <param name="Learned">Records that both methods have a good answer to.</param>
/// <param name="HeldOut">Records with a reference to measure against. None of their ids is among the others.</param>
internal sealed record StudentsData(IReadOnlyList<SynthRow> Learned, IReadOnlyList<SynthRow> HeldOut)
{
    /// <summary>The methods that are compared: the first is measured against the second.</summary>
    public static IReadOnlyList<string> Methods { get; } = [AggregatorNames.Fusion, AggregatorNames.BestOfN];

    /// <summary>Reads a job's records.</summary>
    /// <exception cref="CliException">There is nothing to compare, to learn from or to measure against.</exception>
    public static async Task<StudentsData> ReadAsync(IAsyncEnumerable<SynthRow> rows, string shown, double test)
    {
        SplitPlan splits = new(Test: test);
        Func<SynthRow, SynthAnswer, string?>[] filters = [.. Methods.Select(_ => new FilterPlan().Create())];
        List<SynthRow> learned = [];
        List<SynthRow> heldOut = [];
        bool hasAnswers = false;
        await foreach (SynthRow row in rows)
        {
            SynthAnswer?[] answers = [.. Methods.Select(row.AnswerOf)];
            hasAnswers |= answers.All(answer => answer is not null);
            bool[] kept = [.. answers.Select((answer, index) => answer is not null && filters[index](row, answer) is null)];
            if (splits.Of(row.Id) == "test")
            {
                if (row.References is { Count: > 0 })
                    heldOut.Add(row);
            }
            else if (kept.All(isKept => isKept))
            {
                learned.Add(row);
            }
        }

        if (!hasAnswers)
            throw CliException.BadInput($"{shown} does not have answers of both {string.Join(" and ", Methods)}", $"Run it with --answers {string.Join(',', Methods)}.");
        if (learned.Count == 0)
            throw CliException.BadInput($"{shown} has no prompt whose answers of both methods pass the filters", "'fusion synth report' says why.");
        return heldOut.Count > 0 ? new StudentsData(learned, heldOut) : throw CliException.BadInput(
            $"none of the held-out prompts of {shown} has a reference answer to measure students against", "Give the prompts a column of references, or hold out more with --test.");
    }

    /// <summary>Writes what students of a method learn from: a line a prompt.</summary>
    public void Write(string path, string method)
    {
        using FileStream file = File.Create(path);
        foreach (SynthRow row in Learned)
        {
            using (Utf8JsonWriter writer = new(file, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                writer.WriteStartObject();
                writer.WriteStartArray("messages");
                foreach (ChatMessage message in row.Prompt)
                    Write(writer, message.Role.Value, message.Text);
                Write(writer, "assistant", row.AnswerOf(method)!.Text);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            file.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }
}
