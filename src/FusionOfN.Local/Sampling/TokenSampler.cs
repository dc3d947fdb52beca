using System.Numerics.Tensors;

namespace FusionOfN.Local;

/// <summary>Chooses the tokens of one sample. Its choices depend on the logits, its options and its seed only, not on its neighbours in the batch.</summary>
/// <remarks>The order is that of the usual samplers: repetition penalty, temperature, top-k, top-p, min-p.</remarks>
internal sealed class TokenSampler
{
    private readonly GenerationOptions _options;
    private readonly HashSet<int>? _seen;
    private SampleRandom _random;

    public TokenSampler(GenerationOptions options, long seed, ReadOnlySpan<int> prompt)
    {
        _options = options;
        _random = new SampleRandom(seed);
        if (options.RepetitionPenalty != 1)
            _seen = [.. prompt];
    }

    /// <summary>The log-probability of a token in the model's own distribution.</summary>
    public static float LogProbability(ReadOnlySpan<float> logits, int token, SamplingScratch scratch)
    {
        var weights = scratch.Weights.AsSpan(0, logits.Length);
        var max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, weights);
        TensorPrimitives.Exp(weights, weights);
        return logits[token] - max - (float)Math.Log(FixedSum.Of(weights));
    }

    public int Sample(ReadOnlySpan<float> logits, SamplingScratch scratch)
    {
        if (_seen is not null)
            logits = Penalise(logits, scratch);
        var token = _options.Temperature == 0 ? IndexOfMax(logits) : Draw(logits, scratch);
        _seen?.Add(token);
        return token;
    }

    // Not TensorPrimitives.IndexOfMax: it carries indexes in floating-point lanes, and on a thread on which a session treats denormal numbers as zero,
    // which is set for speed, they all become 0.
    private static int IndexOfMax(ReadOnlySpan<float> values) => values.IndexOf(TensorPrimitives.Max(values));

    private ReadOnlySpan<float> Penalise(ReadOnlySpan<float> logits, SamplingScratch scratch)
    {
        var penalised = scratch.Penalised.AsSpan(0, logits.Length);
        logits.CopyTo(penalised);
        var penalty = (float)_options.RepetitionPenalty;
        foreach (var token in _seen!)
        {
            if (token < penalised.Length)
                penalised[token] = penalised[token] > 0 ? penalised[token] / penalty : penalised[token] * penalty;
        }

        return penalised;
    }

    private int Draw(ReadOnlySpan<float> logits, SamplingScratch scratch)
    {
        var max = TensorPrimitives.Max(logits);
        var topK = _options.TopK > 0 && _options.TopK < logits.Length;
        if (!topK && _options.TopP >= 1 && _options.MinP <= 0)
            return DrawFromAll(logits, max, scratch);

        var count = topK ? TopK(logits, scratch) : All(logits, max, scratch);
        var weights = scratch.Weights.AsSpan(0, count);
        var tokens = scratch.Tokens.AsSpan(0, count);
        if (topK)
            Weigh(weights, max);
        if (_options.TopP < 1)
            count = TopP(weights, tokens);
        if (_options.MinP > 0)
            count = MinP(weights[..count], tokens);
        return tokens[Pick(weights[..count])];
    }

    private int DrawFromAll(ReadOnlySpan<float> logits, float max, SamplingScratch scratch)
    {
        var weights = scratch.Weights.AsSpan(0, logits.Length);
        logits.CopyTo(weights);
        Weigh(weights, max);
        return Pick(weights);
    }

    private void Weigh(Span<float> logits, float max)
    {
        TensorPrimitives.Subtract(logits, max, logits);
        TensorPrimitives.Multiply(logits, (float)(1 / _options.Temperature), logits);
        TensorPrimitives.Exp(logits, logits);
    }

    /// <summary>Keeps the k largest logits, the smaller token id first among equals.</summary>
    private int TopK(ReadOnlySpan<float> logits, SamplingScratch scratch)
    {
        var k = _options.TopK;
        var heap = scratch.Heap;
        heap.Clear();
        for (var token = 0; token < k; token++)
            heap.Enqueue(token, (logits[token], -token));

        // Only a larger logit gets in: an equal one has the larger id.
        var least = heap.TryPeek(out _, out var root) ? root.Logit : float.NegativeInfinity;
        for (var token = k; token < logits.Length; token++)
        {
            if (logits[token] > least)
            {
                heap.DequeueEnqueue(token, (logits[token], -token));
                heap.TryPeek(out _, out root);
                least = root.Logit;
            }
        }

        var count = 0;
        foreach (var (token, _) in heap.UnorderedItems)
            scratch.Tokens[count++] = token;
        scratch.Tokens.AsSpan(0, count).Sort();
        for (var i = 0; i < count; i++)
            scratch.Weights[i] = logits[scratch.Tokens[i]];
        return count;
    }

    private int All(ReadOnlySpan<float> logits, float max, SamplingScratch scratch)
    {
        logits.CopyTo(scratch.Weights);
        Weigh(scratch.Weights.AsSpan(0, logits.Length), max);
        for (var token = 0; token < logits.Length; token++)
            scratch.Tokens[token] = token;
        return logits.Length;
    }

    /// <summary>Nucleus sampling (Holtzman et al., 2020): the fewest of the likeliest tokens that reach the probability.</summary>
    private int TopP(Span<float> weights, Span<int> tokens)
    {
        // Tokens below an equal share of what may be left out cannot, all together, be part of the nucleus: they need no sorting.
        var total = FixedSum.Of(weights);
        var least = (float)((1 - _options.TopP) * total / weights.Length);
        var count = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] < least)
                continue;
            (weights[count], tokens[count]) = (-weights[i], tokens[i]);
            count++;
        }

        // Negative while sorted: the largest comes first.
        weights[..count].Sort(tokens[..count]);
        TensorPrimitives.Negate(weights[..count], weights[..count]);
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += weights[i];
            if (sum >= _options.TopP * total)
                count = i + 1;
        }

        // In the order of the vocabulary again: two that are as likely but for the last bits, which depend on the size of the batch, would change places, and with them the draw.
        tokens[..count].Sort(weights[..count]);
        return count;
    }

    private int MinP(Span<float> weights, Span<int> tokens)
    {
        var least = (float)_options.MinP * TensorPrimitives.Max<float>(weights);
        var count = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] >= least)
                (weights[count], tokens[count++]) = (weights[i], tokens[i]);
        }

        return count;
    }

    private int Pick(ReadOnlySpan<float> weights)
    {
        var total = FixedSum.Of(weights);
        var target = _random.Next() * total;
        for (var start = 0; start < weights.Length; start += FixedSum.Block)
        {
            var block = weights.Slice(start, Math.Min(FixedSum.Block, weights.Length - start));
            var sum = FixedSum.OfBlock(block);
            if (target >= sum)
            {
                target -= sum;
                continue;
            }

            for (var i = 0; i < block.Length; i++)
            {
                target -= block[i];
                if (target < 0)
                    return start + i;
            }
        }

        // Rounding has used up the sum; the likeliest token is as good as any.
        return IndexOfMax(weights);
    }
}
