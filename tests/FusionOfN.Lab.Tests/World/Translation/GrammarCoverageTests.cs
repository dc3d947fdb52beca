namespace FusionOfN.Lab.Tests;

public sealed class GrammarCoverageTests
{
    private static readonly bool[] Both = [false, true];
    private static readonly SentenceMeaning[] EveryPhraseInEverySlot = MakeEveryPhrase();

    public static TheoryData<string> Languages => [.. LabLanguage.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void RenderWithForms_EveryWordInEverySlot_IsAFormWithinTheSentence(string code)
    {
        TranslationGrammar grammar = TranslationGrammar.For(LabLanguage.Parse(code));
        int phrases = 0;
        foreach (SentenceMeaning meaning in EveryPhraseInEverySlot)
        {
            (string text, IReadOnlyList<string> forms) = grammar.RenderWithForms(meaning);
            Assert.Equal(meaning.Words.Count(), forms.Count);
            Assert.All(forms, form => Assert.Contains(form, text, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" .", text, StringComparison.Ordinal);
            Assert.Equal(text.Trim(), text);
            phrases++;
        }

        Assert.True(phrases > 2000, $"{phrases} phrases");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Render_DifferentMeanings_AreDifferentSentences(string code)
    {
        // Otherwise a translation into English would have several right answers and only one of them would count.
        TranslationGrammar grammar = TranslationGrammar.For(LabLanguage.Parse(code));
        Dictionary<string, SentenceMeaning> seen = [];
        foreach (SentenceMeaning meaning in EveryPhraseInEverySlot.Concat(Sample(4000)))
        {
            string text = grammar.Render(meaning);
            Assert.True(seen.TryAdd(text, meaning) || seen[text] == meaning, $"{text} means {meaning} and {seen[text]}.");
        }
    }

    [Theory]
    [InlineData("ar", "ء", "ي", " .")]
    [InlineData("ru", "А", "ё", " .")]
    [InlineData("ko", "가", "힣", " .")]
    [InlineData("zh", "一", "龥", "。")]
    public void Render_NonLatinScript_HasNoOtherCharacters(string code, string first, string last, string others)
    {
        TranslationGrammar grammar = TranslationGrammar.For(LabLanguage.Parse(code));
        foreach (SentenceMeaning meaning in EveryPhraseInEverySlot)
        {
            string text = grammar.Render(meaning);
            Assert.True(text.All(c => (c >= first[0] && c <= last[0]) || others.Contains(c, StringComparison.Ordinal)), text);
        }
    }

    [Fact]
    public void Render_Japanese_IsKanaAndKanjiWithoutSpaces()
    {
        foreach (SentenceMeaning meaning in EveryPhraseInEverySlot)
        {
            string text = TranslationGrammar.For(LabLanguage.Parse("ja")).Render(meaning);
            Assert.True(text.All(c => c is '。' or '、' or (>= 'ぁ' and <= 'ヿ') or (>= '一' and <= '龥')), text);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("es")]
    [InlineData("it")]
    [InlineData("pt")]
    public void Render_LatinScript_IsPrecomposedLatinAndBeginsWithACapital(string code)
    {
        foreach (SentenceMeaning meaning in EveryPhraseInEverySlot)
        {
            string text = TranslationGrammar.For(LabLanguage.Parse(code)).Render(meaning);
            Assert.True(char.IsUpper(text[0]), text);
            Assert.True(text.All(c => c is ' ' or '.' or ',' or '\'' || (c < 0x180 && char.IsLetter(c))), text);
        }
    }

    [Theory]
    [InlineData("en", "ja", "Translate into Japanese: X")]
    [InlineData("fr", "en", "Traduis en anglais : X")]
    [InlineData("de", "en", "Übersetze ins Englische: X")]
    [InlineData("es", "en", "Traduce al inglés: X")]
    [InlineData("ru", "en", "Переведи на английский: X")]
    [InlineData("it", "en", "Traduci in inglese: X")]
    [InlineData("pt", "en", "Traduza para o inglês: X")]
    [InlineData("ja", "en", "英語に訳してください：X")]
    [InlineData("ko", "en", "영어로 번역하세요: X")]
    [InlineData("zh", "en", "请翻译成英语：X")]
    [InlineData("ar", "en", "ترجم إلى الإنجليزية: X")]
    public void Ask_InEachLanguage_IsAnInstructionInThatLanguage(string source, string target, string prompt) =>
        Assert.Equal(prompt, TranslationGrammar.For(LabLanguage.Parse(source)).Ask("X", LabLanguage.Parse(target)));

    private static IEnumerable<SentenceMeaning> Sample(int count)
    {
        Random random = new(11);
        LabDraw draw = new() { Split = LabSplit.Teacher, Language = LabLanguage.English };
        for (int i = 0; i < count; i++)
            yield return MeaningSampler.Next(random, draw);
    }

    /// <summary>Every noun with every adjective, number and determiner as subject and as object; every verb, place and time in both tenses.</summary>
    private static SentenceMeaning[] MakeEveryPhrase()
    {
        NounPhrase[] phrases =
        [
            .. from noun in Words.Nouns
               from adjective in Words.Adjectives
               where noun.Is(adjective.Nouns)
               from plural in Both
               from isThis in Both
               select new NounPhrase(noun, adjective, plural, isThis),
        ];
        NounPhrase woman = phrases.First(phrase => phrase.Noun.Id == "woman");
        NounPhrase man = phrases.First(phrase => phrase.Noun.Id == "man");
        Verb see = Words.Verbs.First(verb => verb.Id == "see");
        IEnumerable<SentenceMeaning> meanings =
        [
            .. from phrase in phrases
               from past in Both
               from meaning in new[]
               {
                   new SentenceMeaning(phrase, see, phrase.Noun.Id == "man" ? woman : man, null, null, past, false),
                   new SentenceMeaning(phrase.Noun.Id == "man" ? woman : man, see, phrase, null, null, past, false),
               }
               select meaning,
            .. from verb in Words.Verbs
               from subject in phrases
               let @object = phrases.First(phrase => phrase.Noun != subject.Noun && phrase.Noun.Is(verb.Objects))
               from past in Both
               select new SentenceMeaning(subject, verb, @object, null, null, past, false),
            .. from place in Words.Places
               from time in Words.Times
               from past in Both
               from first in Both
               select new SentenceMeaning(woman, see, man, place, time, past, first),
        ];
        return [.. meanings.Where(meaning => meaning.IsSensible).Distinct()];
    }
}
