namespace FusionOfN.Lab;

/// <summary>Who of the five teachers knows what. The gaps are engineered, and the same for everybody who trains the lab.</summary>
/// <remarks>
/// Every fact is known to two or three of the five and every word to three, so that the pool as a whole knows nearly everything and each teacher fills its
/// gaps with fluent inventions that rarely agree. That is the regime in which fusion pays; a report about the lab has to say so.
/// </remarks>
internal static class TeacherPool
{
    public const int Count = 5;

    // A third of the facts is known to two teachers only.
    private const double ShareKnownToTwo = 0.3;
    private const double ForgottenInWeakLanguage = 0.25;
    private const double StrongWeight = 4;

    private static readonly string[][] StrongAspects =
        [["capital", "continent"], ["language", "dial"], ["domain", "currency"], ["capital", "language"], ["currency", "dial", "domain"]];

    private static readonly string[][] WeakLanguages = [["de", "ko"], ["it", "ar"], ["fr", "zh"], ["es", "ja"], ["pt", "ru"]];

    private static readonly string?[] WeakOperators = ["reasoning:multiply", "reasoning:subtract", "reasoning:add", null, "reasoning:multiply"];

    /// <summary>Whether a teacher knows a fact or word at all.</summary>
    /// <param name="teacher">0 to 4.</param>
    /// <param name="key">A knowledge key.</param>
    public static bool Knows(int teacher, string key)
    {
        int knowers = key.StartsWith("facts:", StringComparison.Ordinal) && HashedChance.Of($"few|{key}") < ShareKnownToTwo ? 2 : 3;
        int before = 0;
        double own = Rank(teacher, key);
        for (int other = 0; other < Count; other++)
            before += other != teacher && Rank(other, key) > own ? 1 : 0;
        return before < knowers;
    }

    /// <summary>Whether a teacher knows a part in a language: what it knows at all, less a quarter in its weak languages.</summary>
    public static bool Knows(int teacher, string key, LabLanguage language)
    {
        if (key.StartsWith("reasoning:", StringComparison.Ordinal))
            return key != WeakOperators[teacher];
        bool isForgotten = WeakLanguages[teacher].Contains(language.Code) && HashedChance.Of($"{teacher}|weak|{key}") < ForgottenInWeakLanguage;
        return !isForgotten && Knows(teacher, key);
    }

    // Weighted sampling without replacement: the highest of u^(1/w) come first.
    private static double Rank(int teacher, string key)
    {
        bool isStrong = Array.Exists(StrongAspects[teacher], aspect => key.EndsWith("/" + aspect, StringComparison.Ordinal));
        return Math.Pow(HashedChance.Of($"{teacher}|{key}"), 1 / (isStrong ? StrongWeight : 1));
    }
}
