namespace FusionOfN.Lab;

/// <summary>A noun.</summary>
/// <param name="Id">The unique id.</param>
/// <param name="Traits">What it stands for.</param>
/// <param name="IsNovel">Whether it is held out.</param>
internal sealed record Noun(string Id, NounTraits Traits, bool IsNovel) : Word(Id, WordClass.Noun, IsNovel)
{
    public bool IsPerson => Is(NounTraits.Person);

    public bool IsAnimal => Is(NounTraits.Animal);

    public bool IsAnimate => Is(NounTraits.Animate);

    /// <summary>Whether the noun has at least one of the traits.</summary>
    public bool Is(NounTraits traits) => (Traits & traits) != NounTraits.None;
}
