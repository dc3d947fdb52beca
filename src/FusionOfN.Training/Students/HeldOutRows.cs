using FusionOfN.Jobs;
using FusionOfN.Local;

namespace FusionOfN.Training;

/// <summary>Keeps some rows of a data set back, and measures the loss on them.</summary>
internal static class HeldOutRows
{
    /// <summary>Splits rows. Rows that ask the same stay together, so that no question is both learned and measured.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="share">How much to keep back, from 0 to below 1.</param>
    /// <param name="seed">Chooses which; the same seed chooses the same.</param>
    public static (IReadOnlyList<ChatRow> Learned, IReadOnlyList<ChatRow> Kept) Split(IReadOnlyList<ChatRow> rows, double share, int seed)
    {
        if (share <= 0)
            return (rows, []);

        var questions = rows.GroupBy(Question).ToArray();
        new Random(seed).Shuffle(questions);
        var wanted = Math.Max(1, (int)Math.Round(share * rows.Count));
        HashSet<ChatRow> kept = [];
        foreach (var question in questions.SkipLast(1).TakeWhile(_ => kept.Count < wanted))
            kept.UnionWith(question);
        return ([.. rows.Where(row => !kept.Contains(row))], [.. rows.Where(kept.Contains)]);
    }

    /// <summary>The mean loss per labelled token, in nats.</summary>
    public static double Loss(DecoderWeights weights, IReadOnlyList<TrainingExample> examples, TrainerOptions options)
    {
        // The training graph is used as it is; the gradients it also gives are dropped.
        using GradientWorker worker = new(weights, DecoderTape.Write(weights.Config));
        BatchStream batches = new(examples.Select(example => new TrainingItem([example])), options);
        var (loss, labelled) = (0.0, 0.0);
        while (batches.Next() is { } batch)
        {
            loss += worker.Accumulate(batch, 1);
            labelled += batch.Sum(item => item.TotalWeight(TrainingObjective.Answers));
        }

        return loss / labelled;
    }

    private static string Question(ChatRow row) => string.Join('\u001F', row.Messages.SkipLast(1).Select(message => $"{message.Role.Value}\u001E{message.Text}"));
}
