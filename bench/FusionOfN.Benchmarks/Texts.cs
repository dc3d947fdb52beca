namespace FusionOfN.Benchmarks;

/// <summary>Made-up texts of a wanted length, the same in every run.</summary>
internal static class Texts
{
    private const string Syllables = "balomirukatesinodefu";

    /// <summary>A text of words in sentences and lines.</summary>
    public static string Words(int length, int seed)
    {
        Random random = new(seed);
        System.Text.StringBuilder text = new(length + 16);
        for (var word = 1; text.Length < length; word++)
        {
            for (var syllable = random.Next(1, 5); syllable > 0; syllable--)
                text.Append(Syllables, random.Next(10) * 2, 2);
            text.Append(word % 11 == 0 ? ".\n" : " ");
        }

        return text.ToString(0, length);
    }

    /// <summary>A text put together from passages of others, with words of its own between them, as a fused answer is.</summary>
    public static string Patchwork(IReadOnlyList<string> sources, int length, int seed)
    {
        Random random = new(seed);
        System.Text.StringBuilder text = new(length + 512);
        while (text.Length < length)
        {
            var source = sources[random.Next(sources.Count)];
            var passage = random.Next(50, 400);
            text.Append(source, random.Next(source.Length - passage), passage).Append(' ').Append(Words(random.Next(5, 60), random.Next())).Append(' ');
        }

        return text.ToString(0, length);
    }

    /// <summary>Random Han characters.</summary>
    public static string Han(int length, int seed)
    {
        Random random = new(seed);
        return string.Create(length, random, static (span, random) =>
        {
            foreach (ref var character in span)
                character = (char)('一' + random.Next(2000));
        });
    }
}
