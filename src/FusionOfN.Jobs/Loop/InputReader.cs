using System.Threading.Channels;

namespace FusionOfN.Jobs;

/// <summary>An item that is to be worked on.</summary>
/// <param name="Input">Its row of the input.</param>
/// <param name="Id">Its name.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record ReadyItem<TInput>(TInput Input, string Id, long Position);

/// <summary>Reads the input ahead of the work, a little: what has ended already is passed by, what waits is handed on.</summary>
internal sealed class InputReader<TInput>
{
    // The first items begin at once; later ones share the cost of a question to the store.
    private const int MinChunk = 8;
    private const int MaxChunk = 512;
    private const int MaxReady = 1024;

    private readonly InputPass _pass;
    private readonly JobProgress _progress;
    private readonly Channel<ReadyItem<TInput>> _ready = Channel.CreateBounded<ReadyItem<TInput>>(new BoundedChannelOptions(MaxReady) { SingleReader = true, SingleWriter = true });

    public InputReader(InputPass pass, JobProgress progress) => (_pass, _progress) = (pass, progress);

    public ChannelReader<ReadyItem<TInput>> Ready => _ready.Reader;

    /// <summary>Reads to the end. What goes wrong comes out where the items come out.</summary>
    public async Task RunAsync(IAsyncEnumerable<TInput> input, Func<TInput, string> contentOf, CancellationToken cancellationToken)
    {
        try
        {
            List<TInput> rows = [];
            int size = MinChunk;
            long count = 0;
            await foreach (TInput row in input.WithCancellation(cancellationToken))
            {
                rows.Add(row);
                if (rows.Count < size)
                    continue;
                count += await HandOnAsync(rows, contentOf, cancellationToken);
                rows = [];
                size = Math.Min(size * 2, MaxChunk);
            }

            count += await HandOnAsync(rows, contentOf, cancellationToken);
            await _pass.CompleteAsync();
            _progress.SetTotal(count);
            _ready.Writer.Complete();
        }
#pragma warning disable CA1031 // Whoever takes the items gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ready.Writer.Complete(exception);
        }
    }

    private async Task<int> HandOnAsync(List<TInput> rows, Func<TInput, string> contentOf, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return 0;
        var items = await _pass.AddAsync(rows.ConvertAll(row => contentOf(row)), cancellationToken);
        for (int i = 0; i < items.Count; i++)
        {
            (InputRow row, ItemState state) = items[i];
            if (state == ItemState.Waiting)
                await _ready.Writer.WriteAsync(new ReadyItem<TInput>(rows[i], row.Id, row.Position), cancellationToken);
            else
                _progress.AddKnown(state);
        }

        return rows.Count;
    }
}
