using FusionOfN.Jobs;

namespace FusionOfN.Training;

/// <summary>A data set as a base model reads it.</summary>
/// <param name="Learned">The answers to learn from.</param>
/// <param name="HeldOut">The answers to measure on.</param>
/// <param name="HeldOutRows">The conversations these come from.</param>
/// <param name="Problems">Rows that were left out, in the order of the file.</param>
internal sealed record StudentData(
    IReadOnlyList<TrainingExample> Learned, IReadOnlyList<TrainingExample> HeldOut, int HeldOutRows, IReadOnlyList<RowProblem> Problems)
{
    /// <exception cref="SftDataException">It has bad rows that are not to be skipped, or nothing to learn from.</exception>
    public static StudentData Read(StudentTrainingOptions options, TrainedModel model)
    {
        SftEncoder encoder = new(model, options.BasePath);
        List<RowProblem> problems = [];
        List<ChatRow> rows = [];
        Dictionary<ChatRow, IReadOnlyList<TrainingExample>> encoded = [];
        foreach (var row in ChatRow.Read(File.ReadLines(options.DataPath), problems.Add))
        {
            var (examples, problem) = encoder.Encode(row);
            if (problem is not null)
            {
                problems.Add(problem);
                continue;
            }

            rows.Add(row);
            encoded[row] = examples;
        }

        if (problems.Count > 0 && !options.SkipBadRows)
            throw new SftDataException(options.DataPath, problems);

        var (learned, kept) = Training.HeldOutRows.Split(rows, options.HeldOutShare, options.Seed);
        if (learned.Count == 0)
            throw new SftDataException($"{options.DataPath} has no row to learn from.");
        if (options.HeldOutShare > 0 && kept.Count == 0)
            throw new SftDataException($"{options.DataPath} has rows of one question only; none can be held out.");
        return new StudentData([.. learned.SelectMany(row => encoded[row])], [.. kept.SelectMany(row => encoded[row])], kept.Count, problems);
    }
}
