namespace FusionOfN.Lab.Tests;

public sealed class LabTrainingTests
{
    [Fact]
    public void Constructor_UnknownModel_NamesThoseThereAre()
    {
        LabTrainingOptions options = new() { OutputDirectory = "out", WorkDirectory = "work", Only = ["oracle"] };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new LabTraining(options));

        Assert.Contains("teacher-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TinyScale_MakesTheModelAndWhatItNeedsAndIsNotMadeAgain()
    {
        string directory = Directory.CreateTempSubdirectory("lab-training").FullName;
        try
        {
            List<LabTrainingProgress> reports = [];
            LabTrainingOptions options = new()
            {
                OutputDirectory = Path.Combine(directory, "out"),
                WorkDirectory = Path.Combine(directory, "work"),
                Only = ["teacher-2"],
                Workers = 1,
                Scale = 1e-6,
            };

            await new LabTraining(options, new Collect(reports)).RunAsync(TestContext.Current.CancellationToken);

            LabModels models = LabModels.Find(options.OutputDirectory);
            Assert.Equal(["generalist", "teacher-2"], models.Names);
            string card = await File.ReadAllTextAsync(Path.Combine(models.PathOf("teacher-2"), "README.md"), TestContext.Current.CancellationToken);
            Assert.Contains("from `generalist`", card, StringComparison.Ordinal);
            Assert.Contains("| gaps | 2 |", card, StringComparison.Ordinal);

            reports.Clear();
            await new LabTraining(options, new Collect(reports)).RunAsync(TestContext.Current.CancellationToken);
            Assert.Empty(reports);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private sealed class Collect(List<LabTrainingProgress> reports) : IProgress<LabTrainingProgress>
    {
        public void Report(LabTrainingProgress value)
        {
            lock (reports)
                reports.Add(value);
        }
    }
}
