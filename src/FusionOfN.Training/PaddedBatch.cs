namespace FusionOfN.Training;

/// <summary>Sequences side by side, padded at the end. Padding follows every real token, so causal attention never sees it.</summary>
internal sealed record PaddedBatch(int Size, int Length, int[] Tokens, long[] Positions, long[] Rows, long[] Targets, float[] Weights)
{
    public static PaddedBatch Of(IReadOnlyList<TrainingExample> examples, float scale)
    {
        // The last token of a sequence predicts nothing, so it need not be computed.
        var length = examples.Max(example => example.Tokens.Length) - 1;
        var tokens = new int[examples.Count * length];
        List<long> rows = [];
        List<long> targets = [];
        List<float> weights = [];
        for (var i = 0; i < examples.Count; i++)
        {
            var (sequence, labels) = examples[i];
            sequence.AsSpan(0, sequence.Length - 1).CopyTo(tokens.AsSpan(i * length));
            for (var t = 1; t < sequence.Length; t++)
            {
                if (labels[t] == 0)
                    continue;

                rows.Add((i * length) + t - 1);
                targets.Add(sequence[t]);
                weights.Add(labels[t] * scale);
            }
        }

        var positions = new long[tokens.Length];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = i % length;
        return new PaddedBatch(examples.Count, length, tokens, positions, [.. rows], [.. targets], [.. weights]);
    }
}
