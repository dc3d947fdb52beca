namespace FusionOfN.Lab;

/// <summary>Determiner, adjective and noun, independent of language.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Adjective">The adjective.</param>
/// <param name="IsPlural">Whether there are several.</param>
/// <param name="IsThis">
/// Whether the determiner is "this". Otherwise it is "the" in a subject and "a" or "some" in an object, which is what languages without articles
/// leave unmarked, so that a sentence of any language has one right translation.
/// </param>
internal sealed record NounPhrase(Noun Noun, Adjective Adjective, bool IsPlural, bool IsThis);
