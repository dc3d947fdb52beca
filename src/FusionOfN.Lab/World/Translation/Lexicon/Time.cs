namespace FusionOfN.Lab;

/// <summary>A phrase that says when.</summary>
/// <param name="Id">The unique id.</param>
/// <param name="InPresent">Whether it goes with the present tense.</param>
/// <param name="InPast">Whether it goes with the past tense.</param>
/// <param name="IsNovel">Whether it is held out.</param>
internal sealed record Time(string Id, bool InPresent, bool InPast, bool IsNovel) : Word(Id, WordClass.Time, IsNovel);
