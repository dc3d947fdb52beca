using System.Globalization;
using FusionOfN.Cli.Rendering;
using FusionOfN.Providers;
using FusionOfN.Synthesis;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion tune start</c>: checks the files, uploads them, makes the job, and watches it. Each step is written down before the next.</summary>
internal sealed class TuneStartRunner(CliHost host, TuneSettings settings)
{
    private const int ShownProblems = 20;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        TuningFile data = await ReadAsync(settings.Data, cancellationToken);
        TuningFile? validation = settings.Validation is { } name ? await ReadAsync(name, cancellationToken) : null;
        if (validation is not null && validation.Pairs != data.Pairs)
            throw CliException.BadInput($"{settings.Validation} holds {(validation.Pairs ? "preference pairs" : "conversations")}, and {settings.Data} does not", "Both must be of one kind.");
        using TuneEndpoint endpoint = await TuneEndpoint.FindAsync(host, settings.ConfigFile, settings.Endpoint, cancellationToken);
        TuneFile file = new(host, settings.Data);
        TuneState state = Begin(file, endpoint, data, validation);
        try
        {
            state = await MakeAsync(endpoint.Client, file, state, data, cancellationToken);
            TuneFollower follower = new(host, endpoint.Client, file, settings.Poll, settings.Json);
            return settings.Waits ? await follower.FollowAsync(state, cancellationToken) : follower.End(await follower.AskAsync(state, cancellationToken));
        }
        catch (EndpointException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message, $"What was done is in {file.Shown}; the same command goes on from there.");
        }
    }

    private async Task<TuningFile> ReadAsync(string name, CancellationToken cancellationToken)
    {
        List<PromptProblem> problems = [];
        TuningFile file = await TuningFile.ReadAsync(host.FullPath(name), name, problems.Add, cancellationToken);
        foreach (PromptProblem problem in problems.Take(ShownProblems))
            host.Error.WriteLine(TerminalText.OneLine(problem.ToString()));
        return problems.Count == 0 ? file : throw CliException.BadInput(
            $"{Figures.Of(problems.Count, "row")} of {name} would be refused; nothing was uploaded", "'fusion synth export --formats openai-sft' (or openai-dpo) writes files that are taken.");
    }

    private TuneState Begin(TuneFile file, TuneEndpoint endpoint, TuningFile data, TuningFile? validation)
    {
        Dictionary<string, string> wishes = new() { ["training file"] = data.Sha256 };
        if (validation is not null)
            wishes["validation file"] = validation.Sha256;
        if (settings.Epochs is { } epochs)
            wishes["epochs"] = epochs.ToString(CultureInfo.InvariantCulture);
        if (settings.Suffix is { } suffix)
            wishes["suffix"] = suffix;
        if (settings.Seed is { } seed)
            wishes["seed"] = seed.ToString(CultureInfo.InvariantCulture);
        TuneState asked = new() { Endpoint = endpoint.Options.Name, Address = endpoint.Address, Model = settings.Model, Settings = wishes };
        if (file.ReadOrNull() is not { } known)
            return asked;
        if (new[] { ("model", known.Model, asked.Model), ("endpoint", known.Address, asked.Address) }.FirstOrDefault(pair => pair.Item2 != pair.Item3) is ({ } what, var before, var now))
            throw Changed(file, what, before, now);
        if (known.Settings.Keys.Union(wishes.Keys).FirstOrDefault(wish => known.Settings.GetValueOrDefault(wish) != wishes.GetValueOrDefault(wish)) is { } other)
            throw Changed(file, other, known.Settings.GetValueOrDefault(other) ?? "not set", wishes.GetValueOrDefault(other) ?? "not set");
        return known;
    }

    private static CliException Changed(TuneFile file, string what, string before, string now) =>
        CliException.BadInput($"{file.Shown} is of another job: its {what} was {before}, and is {now} now", $"Move {file.Shown} away to begin anew; the other job goes on where it is.");

    private async Task<TuneState> MakeAsync(FineTuningClient client, TuneFile file, TuneState state, TuningFile data, CancellationToken cancellationToken)
    {
        if (state.TrainingFile is null)
        {
            host.Error.WriteLine($"uploading {settings.Data}: {Figures.Of(data.Rows, data.Pairs ? "preference pair" : "conversation")}");
            file.Write(state = state with { TrainingFile = await client.UploadAsync(host.FullPath(settings.Data), cancellationToken) });
        }

        if (settings.Validation is { } validation && state.ValidationFile is null)
            file.Write(state = state with { ValidationFile = await client.UploadAsync(host.FullPath(validation), cancellationToken) });
        if (state.Job is not null)
            return state;

        // Asked for, and killed before the answer was written down: the job may be there, and another would be paid twice.
        FineTuningJob? job = state.IsAskedFor ? await client.FindAsync(state.TrainingFile!, cancellationToken) : null;
        if (job is null)
        {
            file.Write(state = state with { IsAskedFor = true });
            FineTuningRequest request = new(settings.Model, state.TrainingFile!) { ValidationFile = state.ValidationFile, Pairs = data.Pairs, Epochs = settings.Epochs, Suffix = settings.Suffix, Seed = settings.Seed };
            job = await client.CreateAsync(request, cancellationToken);
        }

        file.Write(state = state with { Job = job.Id, Status = job.Status });
        host.Error.WriteLine($"job {job.Id} of {settings.Model} is {TerminalText.OneLine(job.Status)}");
        return state;
    }
}
