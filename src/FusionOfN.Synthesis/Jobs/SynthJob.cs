using System.Runtime.CompilerServices;
using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>A job that makes a data set: prompts in, records in its store; exports are made of these.</summary>
public sealed class SynthJob
{
    private readonly JobLog _log;
    private readonly JobLoop<PromptRow> _loop;
    private readonly SynthItem _item;
    private readonly TranslationPlan? _translation;

    private SynthJob(JobLog log, JobLoop<PromptRow> loop, SynthPlan plan)
    {
        _log = log;
        _loop = loop;
        _item = new SynthItem(plan);
        _translation = plan.Translation;
    }

    /// <summary>How the job gets on.</summary>
    public JobProgress Progress => _loop.Progress;

    /// <summary>Makes a job ready to run.</summary>
    /// <param name="log">Its log.</param>
    /// <param name="calls">Its calls; the plan's models and scorers were wrapped by them.</param>
    /// <param name="plan">What is done with each prompt.</param>
    /// <param name="options">What it may take.</param>
    /// <param name="cancellationToken">Stops making it ready.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public static async Task<SynthJob> CreateAsync(JobLog log, JobCalls calls, SynthPlan plan, JobLoopOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(plan);
        return new SynthJob(log, await JobLoop<PromptRow>.CreateAsync(log, calls, options, cancellationToken).ConfigureAwait(false), plan);
    }

    /// <summary>Answers every prompt that was not answered before.</summary>
    /// <param name="prompts">The prompts, in the order of their file; where the plan has them translated, each is followed by its translations.</param>
    /// <param name="drain">Ends the run; prompts that have begun are ended.</param>
    /// <param name="stop">Ends the run at once.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    public Task<JobResult> RunAsync(IAsyncEnumerable<PromptRow> prompts, CancellationToken drain = default, CancellationToken stop = default) =>
        _loop.RunAsync(_translation?.ExpandAsync(prompts, CancellationToken.None) ?? prompts, prompt => prompt.Key[..32], _item.RunAsync, drain, stop);

    /// <summary>Reads the records that are there, in the order of their prompts: the answered ones, and those that a check took out before anybody was asked.</summary>
    /// <param name="log">The job's log.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StoreException">The store does not work.</exception>
    /// <exception cref="FormatException">A record was written by a later version.</exception>
    public static async IAsyncEnumerable<SynthRow> ReadAsync(JobLog log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        await foreach (var item in log.ReadAsync([ItemState.Done, ItemState.Filtered], cancellationToken).ConfigureAwait(false))
            yield return SynthJson.Read(item.Row.Span) with { Position = item.Position };
    }
}
