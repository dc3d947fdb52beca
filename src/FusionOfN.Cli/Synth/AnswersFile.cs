using System.Text;
using System.Text.Json;
using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>The answers to a file of prompts: a line for each prompt that has ended, in the order of the file. It is written anew, as a whole, at the end of every run.</summary>
internal sealed class AnswersFile : IAsyncDisposable
{
    private readonly OutputFile _file;

    private AnswersFile(OutputFile file) => _file = file;

    /// <summary>Answers that are less than what was asked for.</summary>
    public long Degraded { get; private set; }

    /// <summary>Prompts whose item ended, and which have no answer all the same.</summary>
    public long Unanswered { get; private set; }

    /// <summary>Looks at the place before anything is paid.</summary>
    /// <param name="host">The process.</param>
    /// <param name="asked">The place.</param>
    /// <param name="isOwn">Whether the job is there already, so that what stands in the file is an earlier run's.</param>
    /// <param name="cancellationToken">Stops waiting for the place.</param>
    /// <exception cref="CliException">It cannot be written, or holds something else.</exception>
    public static async Task<AnswersFile> OpenAsync(CliHost host, AskedRows asked, bool isOwn, CancellationToken cancellationToken) =>
        new(await OutputFile.OpenAsync(host, asked.File, asked.Force || isOwn, cancellationToken));

    /// <summary>Writes the lines of all prompts that have ended.</summary>
    /// <exception cref="CliException">It could not be written; the answers are kept in the job.</exception>
    public Task WriteAsync(JobLog log, CancellationToken cancellationToken) => _file.WriteAsync(async write =>
    {
        await foreach (ItemRow item in log.ReadAsync([ItemState.Done, ItemState.Failed], cancellationToken))
        {
            AnswerLine line = AnswerLine.Of(item);
            Degraded += line.Degraded == true ? 1 : 0;
            Unanswered += line.Error is not null && item.State == ItemState.Done ? 1 : 0;
            await write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, CliJson.Line.AnswerLine) + "\n"));
        }
    });

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
