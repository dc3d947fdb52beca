namespace FusionOfN.Lab;

/// <summary>Short word problems of two or three steps with small numbers, worked line by line.</summary>
internal sealed class ReasoningGenerator : LabGenerator
{
    private const int LeastStart = 2;
    private const int MostStart = 20;
    private const int LeastOperand = 2;
    private const int MostOperand = 12;
    private const int MostResult = 60;
    private const int LargestSlip = 9;
    private const double SlipRate = 0.5;

    /// <inheritdoc/>
    public override LabTask Task => LabTask.Reasoning;

    /// <inheritdoc/>
    public override IReadOnlyList<string> KnowledgeKeys { get; } = ["reasoning:add", "reasoning:subtract", "reasoning:multiply"];

    /// <inheritdoc/>
    /// <remarks>Arithmetic has no entities or words, so nothing in it is novel.</remarks>
    public override bool IsNovel(string key) => false;

    /// <inheritdoc/>
    public override LabItem Draw(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        return Drawing.UntilInSplit(draw, () => Try(random, draw, isTrue: true));
    }

    /// <inheritdoc/>
    public override LabItem Scramble(Random random, LabDraw draw)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(draw);
        return Drawing.UntilInSplit(draw, () => Try(random, draw, isTrue: false));
    }

    /// <inheritdoc/>
    public override string Corrupt(Random random, LabItem item, double rate)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(item);
        ReasoningContent content = (ReasoningContent)item.Content!;
        return Slipping(item, content, i => random.NextDouble() < rate ? random : null);
    }

    /// <inheritdoc/>
    /// <remarks>Who does not know an operation slips at every second step of its kind, depending on the numbers.</remarks>
    public override string Confuse(LabItem item, string holder, Func<string, bool> knows)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentNullException.ThrowIfNull(knows);
        ReasoningContent content = (ReasoningContent)item.Content!;
        return Slipping(item, content, i =>
        {
            Random random = new(HashedChance.Seed($"{holder}|{item.ContentKey}|{i}"));
            return !knows(content.Steps[i].Key) && random.NextDouble() < SlipRate ? random : null;
        });
    }

    // A step slips when there is a source of randomness for it.
    private static string Slipping(LabItem item, ReasoningContent content, Func<int, Random?> slips)
    {
        int[] results = [.. content.Results];
        bool hasSlipped = false;
        for (int i = 0; i < results.Length; i++)
        {
            if (slips(i) is { } random)
            {
                results[i] = Slip(random, hasSlipped ? content.Steps[i].Apply(results[i - 1]) : content.Results[i]);
                hasSlipped = true;
            }
            else if (hasSlipped)
            {
                // Whoever slips goes on from the wrong number.
                results[i] = content.Steps[i].Apply(results[i - 1]);
            }
        }

        return ReasoningText.Answer(content with { Results = results }, item.AnswerLanguage);
    }

    /// <inheritdoc/>
    public override LabScore Score(LabItem item, string answer)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(answer);
        bool isRight = ReasoningText.FinalNumber(answer) == ((ReasoningContent)item.Content!).Results[^1];
        return new(isRight ? 1 : 0, isRight);
    }

    private static int Slip(Random random, int number) =>
        random.PickOther<int>([.. Enumerable.Range(Math.Max(0, number - LargestSlip), (2 * LargestSlip) + 1)], other => other == number);

    private static LabItem? Try(Random random, LabDraw draw, bool isTrue)
    {
        char[] operators = [.. "+-*".Where(sign => draw.Knows?.Invoke(new ReasoningStep(sign, 2).Key) ?? true)];
        if (operators.Length == 0 || draw.Entities == LabEntities.Novel)
            return null;

        int start = random.Next(LeastStart, MostStart + 1);
        int number = start;
        ReasoningStep[] steps = new ReasoningStep[random.Next(2, 4)];
        int[] results = new int[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            char sign = random.Pick(operators);
            steps[i] = new(sign, sign == '*' ? random.Next(2, 4) : random.Next(LeastOperand, MostOperand + 1));
            number = steps[i].Apply(number);
            if (number is < 1 or > MostResult)
                return null;
            results[i] = number;
        }

        if (!isTrue)
            results = [.. results.Select(result => Slip(random, result))];

        ReasoningContent content = new(start, steps, results);
        return new()
        {
            Task = LabTask.Reasoning,
            PromptLanguage = draw.Language,
            AnswerLanguage = draw.Language,
            Prompt = ReasoningText.Prompt(random.Pick(ReasoningText.Stories), start, steps, draw.Language),
            Gold = ReasoningText.Answer(content, draw.Language),
            Parts = [.. steps.Select((step, i) => new LabPart(step.Key, $"{results[i]}"))],
            IsNovel = false,
            ContentKey = ReasoningText.Key(start, steps),
            Content = content,
        };
    }
}
