using System.Text;
using System.Text.Json;
using FusionOfN.Local;
using FusionOfN.Training;
using Microsoft.Extensions.AI;

namespace FusionOfN.Lab.Tests;

public sealed class LabModelsTests
{
    private static readonly LabModels Models = LabModels.Find();

    [Fact]
    public void Find_BesideTheAssembly_HasTeachersAndFusorOfAtMost30Megabytes()
    {
        Assert.True(Models.CanFuse);
        Assert.Equal(5, Models.Teachers.Count);
        long bytes = new DirectoryInfo(Models.Directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Assert.InRange(bytes, 1_000_000, 30_000_000);
        foreach (string name in Models.Names)
        {
            string card = File.ReadAllText(Path.Combine(Models.PathOf(name), "README.md"));
            Assert.Contains($"fusion lab train --only {name}", card, StringComparison.Ordinal);
            Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(Models.PathOf(name), "curve.svg")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plan_EveryShippedModel_StillMakesTheDataItWasTrainedOn()
    {
        int checkedPhases = 0;
        foreach (LabModelPlan plan in LabPlan.All.Where(plan => Models.Names.Contains(plan.Name)))
        {
            string directory = Models.PathOf(plan.Name);
            LabKitchen kitchen = new(new(), LabTokenizer.Load(Path.Combine(directory, "tokenizer.json")), directory, Models.Directory);
            JsonElement[] records = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "training.json"))).RootElement.EnumerateArray()];

            Assert.Equal(plan.Phases.Select(phase => phase.Name), records.Select(record => record.GetProperty("Name").GetString()));
            for (int i = 0; i < plan.Phases.Count; i++)
            {
                // What was learned from candidates depends on the teachers' samples too, which are not shipped.
                if (plan.Needs.Count > 0)
                    continue;
                int phase = i;
                Repeatable<TrainingExample> data = new(() => plan.Phases[phase].Examples!(kitchen, new(LabTraining.PhaseSeed(plan, phase))));
                Assert.Equal(records[i].GetProperty("DataHash").GetString(), data.Fingerprint(example => [example]));
                checkedPhases++;
            }
        }

        Assert.True(checkedPhases >= 10, $"{checkedPhases}");
    }

    [Fact]
    public void Vocabulary_TrainedAgain_IsTheOneTheModelsHave() =>
        Assert.Equal(
            LabTokenizer.TrainJson(new()).TrimEnd(), File.ReadAllText(Path.Combine(Models.PathOf(Models.Fusor), "tokenizer.json")).TrimEnd());

    [Fact]
    public void PathOf_UnknownModel_SaysHowToMakeIt()
    {
        LabException exception = Assert.Throws<LabException>(() => Models.PathOf("teacher-9"));

        Assert.Contains("fusion lab train", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teachers_TestPrompts_AnswerFarAboveChanceInEveryLanguage()
    {
        LabWorld world = new();
        using LocalModel teacher = LocalModel.Load(Models.PathOf(Models.Teachers[0]), new() { Threads = 1 });
        using IChatClient client = teacher.AsChatClient();
        foreach (LabLanguage language in LabLanguage.All)
        {
            double sum = 0;
            IReadOnlyList<LabItem> items = new LabPrompts(world).Draw(8, seed: 9, LabTask.Facts, language);
            foreach (LabItem item in items)
            {
                ChatResponse response = await client.GetResponseAsync(item.Prompt, new() { Temperature = 0 }, TestContext.Current.CancellationToken);
                sum += world[item.Task].Score(item, response.Text).Value;
                Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
            }

            Assert.True(sum / items.Count > 0.15, $"{language}: {sum / items.Count}");
        }
    }

    [Fact]
    public async Task Fusor_AgreeingCandidates_WritesWhatTheyAgreeOn()
    {
        LabWorld world = new();
        using LocalModel fusor = LocalModel.Load(Models.PathOf(Models.Fusor), new() { Threads = 1 });
        using IChatClient client = fusor.AsChatClient();
        double sum = 0;
        LabItem[] items = [.. new LabPrompts(world).Draw(33, seed: 10)];
        foreach (LabItem item in items)
        {
            string prompt = LabFormat.Fusing(item.Prompt, Enumerable.Repeat(item.Gold, 5));
            ChatResponse response = await client.GetResponseAsync(prompt, new() { Temperature = 0 }, TestContext.Current.CancellationToken);
            sum += world[item.Task].Score(item, response.Text).Value;
            Assert.True(Encoding.UTF8.GetByteCount(response.Text) < 1_000);
        }

        Assert.True(sum / items.Length > 0.8, $"{sum / items.Length}");
    }
}
