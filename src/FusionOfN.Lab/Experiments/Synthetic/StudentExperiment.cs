namespace FusionOfN.Lab;

/// <summary>The paper's second setting: the same student trained on selected and on fused data, asked the test prompts.</summary>
internal sealed class StudentExperiment
{
    /// <summary>The method name of the untrained student.</summary>
    public const string Base = "student base";

    private const string DataPool = "student-data";
    private const int Parallelism = 2;

    private readonly RunStore _store;
    private readonly LabWorld _world;
    private readonly LoadedCast _loaded;
    private readonly LabRunOptions _options;
    private readonly IProgress<LabRunProgress>? _progress;
    private readonly MethodRunner _methods;
    private readonly Measurements _measurements;

    public StudentExperiment(
        RunStore store, LabWorld world, LoadedCast loaded, LabRunOptions options, Measurements measurements, IProgress<LabRunProgress>? progress)
    {
        (_store, _world, _loaded, _options, _measurements, _progress) = (store, world, loaded, options, measurements, progress);
        _methods = new(store, world, loaded.Cast, options);
    }

    /// <summary>The method name of students trained on a method's answers.</summary>
    public static string TrainedOn(string method) => $"student on {method} data";

    /// <summary>The name of the setting in files: students of other sizes are other students.</summary>
    public static string PoolName(LabRunOptions options) => $"students-{options.StudentPrompts}x{options.StudentSteps}";

    public async Task RunAsync(IReadOnlyList<TestItem> items, CancellationToken cancellationToken)
    {
        CastModel start = _loaded.Cast.StudentBase!;
        var sets = await MakeDataAsync(cancellationToken).ConfigureAwait(false);
        var students = await TrainAsync(sets, start.Directory!, cancellationToken).ConfigureAwait(false);

        LabPool pool = new(PoolName(_options), [start], 1);
        StageMeter meter = new("students: test prompts", items.Count, _options.TimeProvider, _progress);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items, parallel, async (item, token) =>
        {
            _measurements.Add(pool.Name, 0, item, await _methods.AskAsync(Base, pool, item, item.Item.Prompt, start, token).ConfigureAwait(false));
            foreach (var group in students.GroupBy(student => student.Method))
            {
                List<AnswerRow> answers = [];
                foreach (var student in group)
                    answers.Add(await _methods.AskAsync($"{TrainedOn(group.Key)}, seed {student.Seed}", pool, item, item.Item.Prompt, student.Model, token).ConfigureAwait(false));
                _measurements.Add(pool.Name, TrainedOn(group.Key), 0, item, answers.Average(answer => answer.Score), answers.Average(answer => answer.Exact ? 1.0 : 0));
            }

            meter.Advance();
        }).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<StudentData>> MakeDataAsync(CancellationToken cancellationToken)
    {
        var items = Prompts();
        await _store.Items.AddAsync(items.Select(item => item.ToRow())).ConfigureAwait(false);
        LabPool pool = new(DataPool, _loaded.Cast.Teachers, 1);
        PoolSampler sampler = new(_store, _world, _options);
        Rewards rewards = new(_store, _loaded.Cast.Reward!, _options);
        var selected = new (string, string)[items.Count];
        var fused = new (string, string)[items.Count];
        StageMeter meter = new("students: training data", items.Count, _options.TimeProvider, _progress);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = _options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, parallel, async (i, token) =>
        {
            var candidates = await sampler.SampleAsync(pool, items[i], token).ConfigureAwait(false);
            var known = await rewards.OfAsync(items[i], candidates, token).ConfigureAwait(false);
            var taken = await _methods.TakeAsync(pool, items[i], candidates, known, token).ConfigureAwait(false);
            var written = await _methods.FuseAsync(pool, items[i], candidates, _loaded.Cast.Fusor, token).ConfigureAwait(false);
            selected[i] = (items[i].Item.Prompt, taken.First(answer => answer.Method == LabMethods.BestOfN).Answer);
            fused[i] = (items[i].Item.Prompt, written.Answer);
            meter.Advance();
        }).ConfigureAwait(false);
        return [new(LabMethods.BestOfN, selected), new(LabMethods.Fusion, fused)];
    }

    // As many prompts of each task and language; entities as they come, seen and novel.
    private List<TestItem> Prompts()
    {
        List<TestItem> items = [];
        HashSet<string> prompts = [];
        for (int turn = 0; items.Count < _options.StudentPrompts && turn < 20 * _options.StudentPrompts; turn++)
        {
            TestColumn column = new(_options.Tasks[turn % _options.Tasks.Count], LabEntities.Any);
            LabLanguage language = _options.Languages[turn / _options.Tasks.Count % _options.Languages.Count];
            Random random = new(HashedChance.Seed($"{_options.Seed}|students|{turn}"));
            LabItem item = _world[column.Task].Draw(random, new() { Split = LabSplit.Student, Language = language });
            if (prompts.Add(item.Prompt))
                items.Add(new($"student-{column.TaskName}/{language}/{turn}", column, language, item));
        }

        return items;
    }

    private async Task<IReadOnlyList<(string Method, int Seed, CastModel Model)>> TrainAsync(
        IReadOnlyList<StudentData> sets, string baseDirectory, CancellationToken cancellationToken)
    {
        (StudentData Data, int Seed)[] jobs = [.. sets.SelectMany(data => _options.StudentSeeds.Select(seed => (data, seed)))];
        StudentMaker maker = new(baseDirectory, _options);
        string[] folders = new string[jobs.Length];
        StageMeter meter = new("students: training", jobs.Length, _options.TimeProvider, _progress);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, jobs.Length, parallel, (i, token) =>
        {
            string name = $"{(jobs[i].Data.Method == LabMethods.Fusion ? "fusion" : "best-of-n")}-seed-{jobs[i].Seed}";
            folders[i] = maker.Make(jobs[i].Data, Path.Combine(_options.OutputDirectory, PoolName(_options), name), jobs[i].Seed, token);
            meter.Advance();
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return [.. jobs.Select((job, i) => (job.Data.Method, job.Seed, _loaded.Open(folders[i])))];
    }
}
