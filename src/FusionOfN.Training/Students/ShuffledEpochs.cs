namespace FusionOfN.Training;

/// <summary>Goes through a list again and again, each time in another order. The same seed gives the same orders.</summary>
internal static class ShuffledEpochs
{
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> items, int seed)
    {
        Random random = new(seed);
        var order = items.ToArray();
        while (true)
        {
            random.Shuffle(order);
            foreach (var item in order)
                yield return item;
        }
    }
}
