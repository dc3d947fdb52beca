namespace FusionOfN.Lab;

/// <summary>An attributive adjective.</summary>
/// <param name="Id">The unique id.</param>
/// <param name="Nouns">Its noun has at least one of these traits.</param>
/// <param name="IsNovel">Whether it is held out.</param>
internal sealed record Adjective(string Id, NounTraits Nouns, bool IsNovel) : Word(Id, WordClass.Adjective, IsNovel);
