namespace FusionOfN;

/// <summary>What is known of where a piece of an answer comes from.</summary>
public enum ProvenanceKind
{
    /// <summary>It is from the candidates named: they hold it word for word, and it is long or particular enough to prove it.</summary>
    Copied,

    /// <summary>Too short to say: its words stand in candidates, but they are common ones that anybody writes.</summary>
    TooShort,

    /// <summary>In no candidate.</summary>
    New,
}
