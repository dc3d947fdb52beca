namespace FusionOfN.Training;

/// <summary>Sequences side by side, padded at the end. Padding follows every real token, so causal attention never sees it.</summary>
/// <param name="Size">Sequences.</param>
/// <param name="Length">Positions of each.</param>
/// <param name="Tokens">[size, length].</param>
/// <param name="Positions">[size, length].</param>
/// <param name="Rows">The labelled positions among all.</param>
/// <param name="Targets">What follows each of them.</param>
/// <param name="Weights">What each of them counts.</param>
/// <param name="RowStarts">The first labelled row of each sequence, and the end of the last.</param>
internal sealed record PaddedBatch(int Size, int Length, int[] Tokens, long[] Positions, long[] Rows, long[] Targets, float[] Weights, int[] RowStarts)
{
    public static PaddedBatch Of(IReadOnlyList<TrainingExample> examples, float scale)
    {
        // The last token of a sequence predicts nothing, so it need not be computed.
        var length = examples.Max(example => example.Tokens.Length) - 1;
        var tokens = new int[examples.Count * length];
        List<long> rows = [];
        List<long> targets = [];
        List<float> weights = [];
        var starts = new int[examples.Count + 1];
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

            starts[i + 1] = rows.Count;
        }

        var positions = new long[tokens.Length];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = i % length;
        return new PaddedBatch(examples.Count, length, tokens, positions, [.. rows], [.. targets], [.. weights], starts);
    }
}
