using System.Globalization;
using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Evaluation;
using FusionOfN.Jobs;
using FusionOfN.Lab;
using FusionOfN.Local;
using FusionOfN.Synthesis;
using FusionOfN.Training;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion synth students</c>: the paper's comparison of students that learned from fused and from selected answers.</summary>
internal sealed class StudentsRunner(CliHost host, StudentsSettings settings)
{
    private const int QuestionsAtOnce = 16;
    private const int Seed = 1;

    /// <summary>What tells the folder from others.</summary>
    public static IReadOnlyList<string> OwnFolders { get; } = ["data", "job"];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string output = host.FullPath(settings.Output);
        if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any() && !OwnFolders.Any(folder => Directory.Exists(Path.Combine(output, folder))))
            throw CliException.BadInput($"{settings.Output} holds something else", "Name another --out.");
        Directory.CreateDirectory(output);
        string job = settings.Job ?? Path.Combine(settings.Output, "job");
        if (settings.Job is null && await MakeJobAsync(job, cancellationToken) is var code and not ExitCode.Ok)
            return code;
        try
        {
            StudentsData data = await ReadAsync(job, cancellationToken);
            string start = CliModels.Box(host).FolderOf(settings.Base);
            IReadOnlyList<(string Method, string Folder)> students = await TrainAsync(data, start, output, cancellationToken);
            StudentsDocument document = await MeasureAsync(data, start, students, cancellationToken);
            Write(document);
            return ExitCode.Ok;
        }
        catch (Exception exception) when (exception is LocalModelException or LabException or InvalidDataException or SftDataException)
        {
            throw CliException.BadInput(exception.Message);
        }
        catch (TrainingDivergedException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message, "--lr sets it.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine($"stopped; what is done is kept in {settings.Output}, and the same command goes on from there");
            return ExitCode.Cancelled;
        }
    }

    private Task<int> MakeJobAsync(string job, CancellationToken cancellationToken) => new SynthRunRunner(host, new SynthChoice
    {
        Demo = true,
        DemoPrompts = settings.Prompts,
        Output = job,
        Recipe = new RecipeChoice { Seed = Seed },
        Answers = StudentsData.Methods,
        Export = new SynthExportChoice { Formats = ["trl-sft"] },
        Command = "fusion synth students",
    }).RunAsync(cancellationToken);

    private async Task<StudentsData> ReadAsync(string job, CancellationToken cancellationToken)
    {
        SynthFolder folder = new(host, job);
        SynthJobDocument document = folder.Load();
        await using JobStore store = await folder.OpenStoreAsync(document.Store, cancellationToken);
        await using JobLog log = await folder.FindJobAsync(store, cancellationToken);
        StudentsData data = await StudentsData.ReadAsync(SynthJob.ReadAsync(log, cancellationToken), job, settings.Test);
        host.Error.WriteLine($"{Figures.Of(data.Learned.Count, "prompt")} to learn from, {Figures.Count(data.HeldOut.Count)} held out");
        return data;
    }

    private async Task<IReadOnlyList<(string Method, string Folder)>> TrainAsync(StudentsData data, string start, string output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.Combine(output, "data"));
        List<(string Method, string Folder)> students = [];
        StatusLines lines = new(host);
        foreach (string method in StudentsData.Methods)
        {
            string file = Path.Combine(output, "data", $"{method}.jsonl");
            data.Write(file, method);

            // Students of other data or other settings are others: their folders say which.
            string kind = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                [.. File.ReadAllBytes(file), .. System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{settings.Base} {settings.Epochs} {settings.LearningRate}"))]))[..8];
            for (int seed = 1; seed <= settings.Seeds; seed++)
            {
                string folder = Path.Combine(output, "students", $"{method}-{kind}-seed-{seed}");
                students.Add((method, folder));
                if (StudentTraining.IsFinished(folder))
                    continue;
                string name = $"{method} {seed} of {settings.Seeds}";
                StudentTrainingOptions options = new()
                {
                    DataPath = file,
                    BasePath = start,
                    OutputPath = folder,
                    Epochs = settings.Epochs,
                    LearningRate = settings.LearningRate,
                    Seed = seed,
                    Workers = Math.Clamp(Environment.ProcessorCount, 1, 4),
                    TimeProvider = host.Time,
                };
                Report<TrainingProgress> progress = new(step => lines.Set(name, $"training  {step}"));
                await lines.RunAsync(() => Task.Run(() => StudentTraining.Run(options, progress, cancellationToken), CancellationToken.None));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return students;
    }

    private async Task<StudentsDocument> MeasureAsync(StudentsData data, string start, IReadOnlyList<(string Method, string Folder)> students, CancellationToken cancellationToken)
    {
        PairedBootstrap bootstrap = new(Seed);
        double[] before = await ScoreAsync(data.HeldOut, start, cancellationToken);
        Dictionary<string, double[]> scores = [];
        foreach (var group in students.GroupBy(student => student.Method))
        {
            double[] sum = new double[data.HeldOut.Count];
            foreach ((string _, string folder) in group)
            {
                double[] one = await ScoreAsync(data.HeldOut, folder, cancellationToken);
                for (int row = 0; row < sum.Length; row++)
                    sum[row] += one[row] / settings.Seeds;
            }

            scores[group.Key] = sum;
        }

        (double[] fused, double[] selected) = (scores[StudentsData.Methods[0]], scores[StudentsData.Methods[1]]);
        PairedDifference difference = bootstrap.Difference(data.HeldOut.Select((row, index) => new PairedObservation(row.Id, LanguageOf(row), fused[index], selected[index])))!;
        return new StudentsDocument(
            data.Learned.Count,
            data.HeldOut.Count,
            settings.Seeds,
            settings.Base,
            "chrF",
            [new(null, Mean(before)), .. StudentsData.Methods.Reverse().Select(method => new StudentMean(method, Mean(scores[method])))],
            difference.Interval,
            difference.Verdict);

        Interval Mean(double[] values) => bootstrap.Mean([.. data.HeldOut.Select((row, index) => new Observation(row.Id, LanguageOf(row), values[index]))])!;
    }

    private async Task<double[]> ScoreAsync(IReadOnlyList<SynthRow> rows, string folder, CancellationToken cancellationToken)
    {
        using LocalModel model = LocalModel.Load(folder);
        using IChatClient client = model.AsChatClient();
        double[] scores = new double[rows.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, rows.Count, parallel, async (index, token) =>
        {
            ChatResponse answer = await client.GetResponseAsync(rows[index].Prompt, new ChatOptions { Temperature = 0, MaxOutputTokens = settings.AnswerTokens, Seed = Seed }, token);
            scores[index] = rows[index].References!.Max(reference => ChrF.Default.Score(answer.Text, reference));
        });
        return scores;
    }

    private static string LanguageOf(SynthRow row) => row.Language ?? "und";

    private void Write(StudentsDocument document)
    {
        if (settings.Json)
        {
            host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Pretty.StudentsDocument));
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("learned from", "chrF", "95 % interval");
        foreach (StudentMean student in document.Students)
            table.AddRow(student.Data is null ? $"nothing ({Markup.Escape(document.Base)})" : $"{student.Data} data", Number(student.Mean.Mean), Range(student.Mean));
        host.Console.Write(table);
        string verdict = document.Verdict switch
        {
            Verdict.Win => "students of fused data are better",
            Verdict.Loss => "students of fused data are worse",
            Verdict.Tie => $"no difference can be told; one of {Number(document.Difference.MinimumDetectableEffect)} would have been found four times out of five",
            _ => "too few held-out prompts to tell",
        };
        host.Out.WriteLine($"fusion less best-of-n: {(document.Difference.Mean >= 0 ? "+" : "")}{Number(document.Difference.Mean)} chrF, {Range(document.Difference)}: {verdict}.");
        host.Out.WriteLine($"{Figures.Of(document.Learned, "prompt")} learned from, {Figures.Count(document.HeldOut)} held out, {Figures.Of(document.Seeds, "student")} of each kind. Every language weighs the same.");
    }

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Range(Interval interval) => $"{Number(interval.Low)} to {Number(interval.High)}";
}
