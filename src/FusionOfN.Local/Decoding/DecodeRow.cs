namespace FusionOfN.Local;

/// <summary>One sample in work: a row of the batch.</summary>
internal sealed class DecodeRow
{
    private readonly IReadOnlySet<int> _endTokens;
    private readonly TokenSampler _sampler;
    private readonly TokenTextStream _text;
    private readonly StopMatcher _stop;
    private readonly IReadOnlyList<int>? _forced;
    private int _count;

    public DecodeRow(GenerationJob job, int sample, ModelTokenizer tokenizer, IReadOnlySet<int> endTokens)
    {
        Job = job;
        Sample = sample;
        _endTokens = endTokens;
        _sampler = new TokenSampler(job.Options, job.Seeds[sample], job.Prompt);
        _text = new TokenTextStream(tokenizer);
        _stop = new StopMatcher(job.Options.Stop);
        _forced = job.Forced?[sample];
    }

    public GenerationJob Job { get; }

    public int Sample { get; }

    /// <summary>The token the next step feeds.</summary>
    public int Last { get; private set; }

    /// <summary>Chooses the next token and publishes it.</summary>
    /// <returns>Whether the sample goes on.</returns>
    public bool Accept(ReadOnlySpan<float> logits, SamplingScratch scratch)
    {
        Last = _forced is null ? _sampler.Sample(logits, scratch) : _forced[_count];
        _count++;
        float? logProbability = Job.Options.LogProbabilities ? TokenSampler.LogProbability(logits, Last, scratch) : null;
        var (text, end) = _forced is null ? Read() : ("", _count == _forced.Count ? GenerationEnd.Length : null);
        Job.Publish(new GenerationUpdate(Sample, Last, text, logProbability, end));
        return end is null;
    }

    private (string Text, GenerationEnd? End) Read()
    {
        if (_endTokens.Contains(Last) && !Job.Options.IgnoreEnd)
            return (_stop.Finish(), GenerationEnd.EndToken);

        var text = _stop.Push(_text.Push(Last), out var stopped);
        if (stopped)
            return (text, GenerationEnd.StopString);

        // A character cut in two by the limit is left out; what a stop string might have become is text after all.
        return _count >= Job.MaxTokens ? (text + _stop.Finish(), GenerationEnd.Length) : (text, null);
    }
}
