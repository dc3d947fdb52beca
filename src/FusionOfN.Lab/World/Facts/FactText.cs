namespace FusionOfN.Lab;

/// <summary>Writes prompts and answers about facts, and reads answers.</summary>
internal static class FactText
{
    public const int Phrasings = 3;

    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;
    private const int HangulFinals = 28;

    /// <summary>The prompt that asks for some aspects of a country.</summary>
    public static string Prompt(string country, IReadOnlyList<FactAspect> aspects, int phrasing, LabLanguage language)
    {
        WordTable phrases = FactTables.Phrases;
        string list = "";
        for (int i = 0; i < aspects.Count; i++)
        {
            string joint = i == 0 ? "" : i == aspects.Count - 1 ? phrases["and", language] : phrases["join", language];
            list += joint + phrases[$"list.{FactTables.Name(aspects[i])}", language];
        }

        string text = phrases[$"ask.{phrasing + 1}", language];
        text = Fill(text, "{0}", FactTables.Countries[country, language]);
        return Fill(text, "{1}", list);
    }

    /// <summary>The sentence that states a value.</summary>
    public static string Sentence(FactAspect aspect, string value, LabLanguage language) =>
        FactTables.Phrases[$"say.{FactTables.Name(aspect)}", language].Replace("{0}", value, StringComparison.Ordinal);

    /// <summary>Reads the values that an answer states, sentence by sentence.</summary>
    /// <returns>For each aspect what was stated; several values when the answer contradicts itself.</returns>
    public static ILookup<FactAspect, string> Read(string answer, LabLanguage language) =>
        Sentences(answer, language).SelectMany(sentence => Read1(sentence, language)).ToLookup(pair => pair.Aspect, pair => pair.Value);

    private static IEnumerable<(FactAspect Aspect, string Value)> Read1(string sentence, LabLanguage language)
    {
        foreach (FactAspect aspect in FactTables.Aspects)
        {
            string[] frame = FactTables.Phrases[$"say.{FactTables.Name(aspect)}", language].Split("{0}");
            if (sentence.Length > frame[0].Length + frame[1].Length
                && sentence.StartsWith(frame[0], StringComparison.Ordinal) && sentence.EndsWith(frame[1], StringComparison.Ordinal))
                yield return (aspect, sentence[frame[0].Length..^frame[1].Length]);
        }
    }

    private static IEnumerable<string> Sentences(string answer, LabLanguage language)
    {
        char stop = language.Code is "zh" or "ja" ? '。' : '.';
        string text = answer.Trim();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            // A full stop ends a sentence only where space or the end follows: internet domains begin with one.
            if (text[i] != stop || (stop == '.' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1])))
                continue;
            yield return text[start..(i + 1)].Trim();
            start = i + 1;
        }
    }

    // The particle in braces takes the form that the word before it asks for.
    private static string Fill(string text, string slot, string value)
    {
        string particle = slot + "{을}";
        if (text.Contains(particle, StringComparison.Ordinal))
            text = text.Replace(particle, value + (EndsInConsonant(value) ? "을" : "를"), StringComparison.Ordinal);
        return text.Replace(slot, value, StringComparison.Ordinal);
    }

    private static bool EndsInConsonant(string word) =>
        word[^1] is >= (char)HangulFirst and <= (char)HangulLast && (word[^1] - HangulFirst) % HangulFinals != 0;
}
