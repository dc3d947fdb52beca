namespace FusionOfN.Lab;

/// <summary>A noun phrase as it stands in a sentence.</summary>
/// <param name="Text">The whole phrase with determiner and particles.</param>
/// <param name="Noun">The form of the noun within it.</param>
/// <param name="Adjective">The form of the adjective within it.</param>
internal readonly record struct PhraseForms(string Text, string Noun, string Adjective);
