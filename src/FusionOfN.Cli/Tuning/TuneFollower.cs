using System.Text.Json;
using FusionOfN.Cli.Rendering;
using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Watches a fine-tuning job to its end, showing each event once, whatever happens to this command in between.</summary>
internal sealed class TuneFollower(CliHost host, FineTuningClient client, TuneFile file, double poll, bool json)
{
    private const int MaxSilences = 30;

    /// <summary>Asks once, shows what is new, and writes it down.</summary>
    public async Task<TuneState> AskAsync(TuneState state, CancellationToken cancellationToken)
    {
        FineTuningJob job = await client.GetAsync(state.Job!, cancellationToken);
        foreach (FineTuningEvent one in await client.EventsAsync(state.Job!, state.LastEvent, cancellationToken))
        {
            string level = one.Level is "info" ? "" : $"{TerminalText.OneLine(one.Level)}: ";
            if (!json)
                host.Error.WriteLine($"{one.At:HH:mm:ss}  {level}{TerminalText.OneLine(one.Message)}");
            state = state with { LastEvent = one.Id };
        }

        state = state with { Status = job.Status, Result = job.Result, Problem = job.Problem, TrainedTokens = job.TrainedTokens };
        file.Write(state);
        return state;
    }

    /// <summary>Asks until the job has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> FollowAsync(TuneState state, CancellationToken cancellationToken)
    {
        int silences = 0;
        while (true)
        {
            try
            {
                state = await AskAsync(state, cancellationToken);
                silences = 0;
                if (new FineTuningJob(state.Job!, state.Status!).HasEnded)
                    return End(state);
            }
            catch (EndpointException exception) when (exception.IsTransient && ++silences < MaxSilences)
            {
                host.Error.WriteLine($"{TerminalText.OneLine(exception.Message)} It is asked again; the job does not need this command.");
            }

            try
            {
                await Task.Delay(TimeSpan.FromSeconds(poll), host.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                host.Error.WriteLine($"stopped watching; the job goes on. 'fusion tune follow {file.Shown}' watches it again, 'fusion tune cancel {file.Shown}' ends it");
                return ExitCode.Cancelled;
            }
        }
    }

    /// <summary>Says how a job stands.</summary>
    /// <returns>The exit code.</returns>
    public int End(TuneState state)
    {
        if (json)
            host.Out.WriteLine(JsonSerializer.Serialize(state, CliJson.Pretty.TuneState));
        FineTuningJob job = new(state.Job!, state.Status!);
        string tokens = state.TrainedTokens is { } count ? $", {Figures.Count(count)} tokens trained" : "";
        if (job.HasSucceeded && state.Result is { } result)
        {
            if (!json)
                host.Out.WriteLine(result);
            host.Error.WriteLine($"{state.Job} has succeeded{tokens}: the model is {result}");
            return ExitCode.Ok;
        }

        string why = state.Problem is { } problem ? $": {TerminalText.OneLine(problem)}" : job.HasSucceeded ? ", but the server names no model" : "";
        host.Error.WriteLine($"{state.Job} is {TerminalText.OneLine(state.Status!)}{tokens}{why}");
        return job.HasEnded ? ExitCode.Failed : ExitCode.Ok;
    }
}
