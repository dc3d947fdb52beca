using FusionOfN.Providers;

namespace FusionOfN.Cli;

/// <summary>Runs <c>fusion tune follow</c>, <c>status</c> and <c>cancel</c>: what is done with a job that was begun.</summary>
internal sealed class TuneJobRunner(CliHost host, string name, string? configFile)
{
    public double Poll { get; init; }

    public bool Json { get; init; }

    public Task<int> FollowAsync(CancellationToken cancellationToken) =>
        RunAsync((follower, _, state) => follower.FollowAsync(state, cancellationToken), cancellationToken);

    public Task<int> StatusAsync(CancellationToken cancellationToken) =>
        RunAsync(async (follower, _, state) => follower.End(await follower.AskAsync(state, cancellationToken)), cancellationToken);

    /// <summary>Ends the job; a job that has ended stays as it is.</summary>
    public Task<int> CancelAsync(CancellationToken cancellationToken) => RunAsync(
        async (follower, client, state) =>
        {
            state = await follower.AskAsync(state, cancellationToken);
            if (new FineTuningJob(state.Job!, state.Status!).HasEnded)
                return follower.End(state);
            await client.CancelAsync(state.Job!, cancellationToken);
            follower.End(await follower.AskAsync(state, cancellationToken));
            return ExitCode.Ok;
        },
        cancellationToken);

    private async Task<int> RunAsync(Func<TuneFollower, FineTuningClient, TuneState, Task<int>> run, CancellationToken cancellationToken)
    {
        TuneFile file = new(host, name);
        TuneState state = file.Read();
        if (state.Job is null)
            throw CliException.BadInput($"{file.Shown} names no job yet: it was stopped before there was one", "The 'fusion tune start' that wrote it goes on from there.");
        using TuneEndpoint endpoint = await TuneEndpoint.FindAsync(host, configFile, state.Endpoint, cancellationToken);
        if (endpoint.Address != state.Address)
            throw CliException.BadInput($"{file.Shown} is of a job at {state.Address}, and endpoint '{state.Endpoint}' is {endpoint.Address} now", "Set its base_url as it was.");
        try
        {
            return await run(new TuneFollower(host, endpoint.Client, file, Poll, Json), endpoint.Client, state);
        }
        catch (EndpointException exception)
        {
            throw new CliException(ExitCode.Failed, exception.Message);
        }
    }
}
