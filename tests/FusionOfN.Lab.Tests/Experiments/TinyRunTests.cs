namespace FusionOfN.Lab.Tests.Experiments;

public sealed class TinyRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab-tiny-").FullName;

    [Fact]
    public async Task Execute_RealModelsWithRandomWeights_RunsBothSettingsToTheReport()
    {
        TinyModels.Write(
            Path.Combine(_folder, "models"), "teacher-1", "teacher-2", "teacher-3", "teacher-4", "teacher-5", "single-small", "fusor", "fusor-small", "generalist", "student-base");
        LabRunOptions options = new()
        {
            OutputDirectory = Path.Combine(_folder, "run"),
            ModelsDirectory = Path.Combine(_folder, "models"),
            Quick = true,
            Languages = [LabLanguage.English],
            Tasks = [LabTask.Facts],
            ItemsPerCell = 2,
            AnswerTokens = 12,
            Students = true,
            StudentPrompts = 4,
            StudentSteps = 2,
        };

        var result = await LabRun.ExecuteAsync(options, cancellationToken: TestContext.Current.CancellationToken);

        string markdown = File.ReadAllText(result.MarkdownPath);
        Assert.Contains("FusioN (fusor-small)", markdown, StringComparison.Ordinal);
        Assert.Contains("student on FusioN data", markdown, StringComparison.Ordinal);
        Assert.Contains("selects by the generalist's likelihood", markdown, StringComparison.Ordinal);
        Assert.Contains("There is no prompt-only model", markdown, StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(result.HtmlPath), StringComparison.Ordinal);

        // The same again from what is there: students are found, not trained, and the figures stay.
        string figures = File.ReadAllText(result.JsonPath);
        await LabRun.ExecuteAsync(options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(figures, File.ReadAllText(result.JsonPath));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
