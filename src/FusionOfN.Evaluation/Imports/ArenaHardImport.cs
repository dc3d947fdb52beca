using System.Text.Json;

namespace FusionOfN.Evaluation;

/// <summary>
/// Reads the judgments of arena-hard (<c>model_judgment/JUDGE/MODEL.jsonl</c>): two games a question, the answers exchanged in between; and those of its early
/// version, which graded each answer alone.
/// </summary>
/// <remarks>Source of the figures: <c>show_result.py</c> of lmarena/arena-hard-auto, commit 196f6b8.</remarks>
public static class ArenaHardImport
{
    private const int Resamples = 100;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The judgments.</param>
    /// <param name="model">The model, where the file has several; null for the only one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorpusException">The file is something else.</exception>
    public static async Task<ArenaHardResult> ReadAsync(CorpusFile file, string? model = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Dictionary<string, Judgments> models = new(StringComparer.Ordinal);
        await foreach (Record record in RecordReader.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            if (!record.Names("games") && !record.Names("judgment"))
                throw record.Wrong($"there are no games, so this is no judgment of arena-hard. Found: {ImportFormats.Describe(record)}");
            string name = record.Text("model") ?? "";
            if (!models.TryGetValue(name, out Judgments? judgments))
                models.Add(name, judgments = new(name, record));
            judgments.Add(record);
        }

        return ImportFormats.Choose(models, model, file.Name, "judgments").Result(file.Name);
    }

    private sealed class Judgments(string model, Record first)
    {
        private readonly List<(string Question, string? Category, double[] Scores)> _questions = [];
        private readonly bool _isGraded = !first.Names("games");
        private int _dropped;
        private int _consistent;

        public void Add(Record record)
        {
            double[]? scores = _isGraded ? Grade(record) : Games(record);
            if (scores is null)
                _dropped++;
            else
                _questions.Add((record.Text("uid") ?? record.Text("question_id") ?? record.Place, record.Text("category"), scores));
        }

        public ArenaHardResult Result(string file)
        {
            if (_questions.Count == 0)
                throw new CorpusException($"{file} has {_dropped} questions, but no verdict that can be read.");
            double[] battles = [.. _questions.SelectMany(question => question.Scores)];
            double scale = _isGraded ? 1 : 100;
            (double Low, double High)? tool = _isGraded ? null : ToolInterval(battles);
            return new()
            {
                Model = model,
                Baseline = _isGraded ? null : first.Text("baseline"),
                Judge = first.Text("judge"),
                Score = scale * battles.Average(),
                CiLower = 100 * tool?.Low,
                CiUpper = 100 * tool?.High,
                NQuestions = _questions.Count,
                NBattles = battles.Length,
                NDropped = _dropped,
                Categories = _questions.Where(question => question.Category is not null).GroupBy(question => question.Category!, StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => scale * group.SelectMany(question => question.Scores).Average()),
                SwapConsistency = _isGraded ? null : (double)_consistent / _questions.Count,
                Interval = new PairedBootstrap(seed: 0).Mean(
                    [.. _questions.SelectMany(question => question.Scores.Select(score => new Observation(question.Question, "", scale * score)))])!,
            };
        }

        // The tool draws without a seed; here it has one.
        private static (double Low, double High) ToolInterval(double[] battles)
        {
            NumpyRandom random = new(0);
            int[] draw = new int[battles.Length];
            double[] means = new double[Resamples];
            for (int i = 0; i < Resamples; i++)
            {
                random.Choose(draw, battles.Length);
                means[i] = draw.Average(index => battles[index]);
            }

            Array.Sort(means);
            return (PairedBootstrap.Percentile(means, 0.05), PairedBootstrap.Percentile(means, 0.95));
        }

        private static double[]? Grade(Record record) => record.Number("score") is { } grade ? [grade] : null;

        // In the first game the baseline is A, in the second the model.
        private double[]? Games(Record record)
        {
            if (!record.Json.TryGetProperty("games", out JsonElement games) || games.ValueKind != JsonValueKind.Array || games.GetArrayLength() != 2)
                throw record.Wrong($"games must be a list of two, but it is {(games.ValueKind == JsonValueKind.Array ? $"one of {games.GetArrayLength()}" : Record.Kind(games))}");
            double[]? first = Verdict(record, games[0]);
            double[]? second = Verdict(record, games[1]);
            if (first is null || second is null)
                return null;
            if (Math.Sign(0.5 - first[0]) == Math.Sign(second[0] - 0.5))
                _consistent++;
            return [.. second, .. first.Select(score => 1 - score)];
        }

        private static double[]? Verdict(Record record, JsonElement game)
        {
            if (game.ValueKind == JsonValueKind.Null)
                return null;
            if (game.ValueKind != JsonValueKind.Object)
                throw record.Wrong($"a game must be an object, but it is {Record.Kind(game)}");
            return new Record(record.Place, game).Text("score")?.Trim().ToUpperInvariant() switch
            {
                "A>B" or "B<A" => [1],
                "A>>B" or "B<<A" => [1, 1, 1],
                "A=B" or "B=A" => [0.5],
                "A<B" or "B>A" => [0],
                "A<<B" or "B>>A" => [0, 0, 0],
                _ => null,
            };
        }
    }
}
