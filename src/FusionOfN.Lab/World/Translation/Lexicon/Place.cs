namespace FusionOfN.Lab;

/// <summary>A phrase that says where.</summary>
/// <param name="Id">The unique id.</param>
/// <param name="IsNovel">Whether it is held out.</param>
internal sealed record Place(string Id, bool IsNovel) : Word(Id, WordClass.Place, IsNovel);
