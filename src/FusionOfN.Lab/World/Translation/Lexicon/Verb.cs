namespace FusionOfN.Lab;

/// <summary>A transitive verb.</summary>
/// <param name="Id">The unique id.</param>
/// <param name="Subjects">A subject has at least one of these traits.</param>
/// <param name="Objects">An object has at least one of these traits.</param>
/// <param name="IsNovel">Whether it is held out.</param>
internal sealed record Verb(string Id, NounTraits Subjects, NounTraits Objects, bool IsNovel) : Word(Id, WordClass.Verb, IsNovel);
