using System.Threading.Channels;

namespace FusionOfN.Local;

/// <summary>Several samples of one prompt, waiting or in work.</summary>
internal sealed class GenerationJob
{
    private readonly Channel<GenerationUpdate> _updates = Channel.CreateUnbounded<GenerationUpdate>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private int _open;

    public GenerationJob(IReadOnlyList<int> prompt, GenerationOptions options, IReadOnlyList<long> seeds, CancellationToken cancellationToken)
    {
        Prompt = [.. prompt];
        Options = options;
        Seeds = seeds;
        CancellationToken = cancellationToken;
        _open = seeds.Count;
    }

    public int[] Prompt { get; }

    public GenerationOptions Options { get; }

    /// <summary>One seed per sample.</summary>
    public IReadOnlyList<long> Seeds { get; }

    /// <summary>Given texts, one per sample, whose tokens are taken instead of drawn: for scoring.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Forced { get; init; }

    /// <summary>The most tokens of each sample, the context considered.</summary>
    public int MaxTokens { get; set; }

    public CancellationToken CancellationToken { get; }

    public int Samples => Seeds.Count;

    /// <summary>Index of the first sample not begun.</summary>
    public int Begun { get; set; }

    public IAsyncEnumerable<GenerationUpdate> ReadAsync(CancellationToken cancellationToken) => _updates.Reader.ReadAllAsync(cancellationToken);

    public void Publish(GenerationUpdate update)
    {
        _updates.Writer.TryWrite(update);
        if (update.End is not null && --_open == 0)
            _updates.Writer.TryComplete();
    }

    public void Complete() => _updates.Writer.TryComplete();

    public void Fail(Exception exception) => _updates.Writer.TryComplete(exception);
}
