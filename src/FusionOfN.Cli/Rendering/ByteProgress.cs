using FusionOfN.Local;
using Spectre.Console;

namespace FusionOfN.Cli.Rendering;

/// <summary>The progress of a download: a bar with size, speed and time left on a terminal, a line per tenth when redirected.</summary>
internal static class ByteProgress
{
    public static Task<T> RunAsync<T>(CliHost host, string title, Func<IProgress<PullProgress>, Task<T>> work) =>
        host.IsErrorTerminal ? RunLiveAsync(host, title, work) : RunPlainAsync(host, title, work);

    private static Task<T> RunLiveAsync<T>(CliHost host, string title, Func<IProgress<PullProgress>, Task<T>> work) => host.Notices.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 20 }, new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
        .StartAsync(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title));
            task.IsIndeterminate = true;
            return work(new Report<PullProgress>(progress =>
            {
                task.IsIndeterminate = false;
                task.MaxValue = Math.Max(1, progress.TotalSize);
                task.Value = progress.TotalBytes;
            }));
        });

    private static Task<T> RunPlainAsync<T>(CliHost host, string title, Func<IProgress<PullProgress>, Task<T>> work)
    {
        int shown = -1;
        host.Error.WriteLine(title);
        return work(new Report<PullProgress>(progress =>
        {
            int tenth = (int)(10 * progress.TotalBytes / Math.Max(1, progress.TotalSize));
            if (tenth == shown)
                return;
            shown = tenth;
            host.Error.WriteLine($"{tenth * 10} % of {Figures.Bytes(progress.TotalSize)}");
        }));
    }
}
