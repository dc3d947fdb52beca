namespace FusionOfN.Lab;

/// <summary>What a translation item keeps for its variants.</summary>
/// <param name="Answer">What the gold answer says.</param>
/// <param name="Target">The grammar of the answer.</param>
internal sealed record TranslationContent(SentenceMeaning Answer, TranslationGrammar Target);
