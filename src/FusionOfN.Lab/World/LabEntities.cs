namespace FusionOfN.Lab;

/// <summary>Which entities and words an item may be about.</summary>
internal enum LabEntities
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Only those that supervised fusor and reward-model data may contain.</summary>
    Seen,

    /// <summary>Only items that count as novel: about a held-out country, or with two or more held-out words.</summary>
    Novel,
}
