namespace FusionOfN.Lab;

/// <summary>Drawing until the split fits.</summary>
internal static class Drawing
{
    // The rarest wish (one split of ten, one form, a narrow teacher) is met within a few hundred tries on average.
    private const int Attempts = 20_000;

    public static LabItem UntilInSplit(LabDraw draw, Func<LabItem?> next)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (next() is { } item && item.Split == draw.Split)
                return item;
        }

        throw new InvalidOperationException(
            $"No {draw.Split} item in '{draw.Language}' was found in {Attempts} draws. Is too little known for the task?");
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public static T PickOther<T>(this Random random, IReadOnlyList<T> list, Func<T, bool> same)
    {
        for (; ; )
        {
            T picked = random.Pick(list);
            if (!same(picked))
                return picked;
        }
    }
}
