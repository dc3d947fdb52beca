namespace FusionOfN.Training;

/// <summary>Writes comparisons of pairs as a matrix over the labelled rows of a batch.</summary>
internal static class PairComparison
{
    /// <summary>[pairs, rows]: scale / total weight for the rows of the better answer, the same below zero for those of the worse one.</summary>
    public static float[] Of(IReadOnlyList<TrainingItem> pairs, PaddedBatch batch)
    {
        var rows = batch.Rows.Length;
        var matrix = new float[pairs.Count * rows];
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            Mean(pair, 2 * pair, pairs[pair].Scale);
            Mean(pair, (2 * pair) + 1, -pairs[pair].Scale);
        }

        return matrix;

        void Mean(int pair, int sequence, float scale)
        {
            int start = batch.RowStarts[sequence], end = batch.RowStarts[sequence + 1];
            var total = 0f;
            for (var row = start; row < end; row++)
                total += batch.Weights[row];
            for (var row = start; row < end; row++)
                matrix[(pair * rows) + row] = scale * batch.Weights[row] / total;
        }
    }
}
