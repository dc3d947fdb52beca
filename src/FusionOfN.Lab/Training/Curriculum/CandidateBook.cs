using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusionOfN.Lab;

/// <summary>
/// Real candidates of the teachers for prompts of the fusor split about seen entities, two of each teacher, drawn once and kept in a file. The second
/// stage of a fusor and the reward model learn from them, with gold targets.
/// </summary>
internal static class CandidateBook
{
    public const double Temperature = 0.7;
    public const int SamplesPerTeacher = 2;

    private const int Prompts = 3_000;
    private const int Seed = 600;
    private const string FileName = "candidates.jsonl";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The prompts, the same every time.</summary>
    public static IReadOnlyList<LabItem> Items(LabWorld world, TaskMix mix)
    {
        Random random = new(Seed);
        Dictionary<string, LabItem> items = [];
        while (items.Count < Prompts)
        {
            LabItem item = world[mix.Pick(random)].Draw(
                random, new() { Split = LabSplit.Fusor, Language = random.Pick(LabLanguage.All), Entities = LabEntities.Seen });
            items.TryAdd(item.Prompt, item);
        }

        return [.. items.Values];
    }

    /// <summary>The candidates of each prompt: for each teacher, its samples. They are drawn when the file is not there.</summary>
    public static IReadOnlyList<string[][]> Open(LabKitchen kitchen, IReadOnlyList<LabItem> items)
    {
        string path = Path.Combine(kitchen.WorkDirectory, FileName);
        if (!File.Exists(path))
        {
            string[][][] drawn = Draw(kitchen, items);
            File.WriteAllLines(path + ".tmp", drawn.Select(candidates => JsonSerializer.Serialize(candidates, Plain)));
            File.Move(path + ".tmp", path);
        }

        return [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<string[][]>(line)!)];
    }

    private static string[][][] Draw(LabKitchen kitchen, IReadOnlyList<LabItem> items)
    {
        string[] prompts = [.. items.Select(item => item.Prompt)];
        string[][][] drawn = [.. items.Select(_ => new string[TeacherPool.Count][])];
        for (int teacher = 0; teacher < TeacherPool.Count; teacher++)
        {
            using LabSampler sampler = new(kitchen.ModelPath(LabPlan.Teachers[teacher]));
            long first = 1_000_003L * (teacher + 1);
            var answers = sampler.SampleAsync(
                prompts, Temperature, i => [.. Enumerable.Range(0, SamplesPerTeacher).Select(sample => first + (i * SamplesPerTeacher) + sample)], CancellationToken.None)
                .GetAwaiter().GetResult();
            for (int i = 0; i < items.Count; i++)
                drawn[i][teacher] = [.. answers[i]];
        }

        return drawn;
    }
}
