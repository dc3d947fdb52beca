namespace FusionOfN.Cli;

/// <summary>Provenance as JSON: which candidates hold each span of the answer.</summary>
internal sealed record ProvenanceDocument
{
    public static ProvenanceDocument? From(ProvenanceMap? map) => null;
}
