namespace FusionOfN.Cli;

/// <summary>What <c>fusion ask --show</c> prints after the answer.</summary>
[Flags]
internal enum ShowParts
{
    None = 0,
    Candidates = 1,
    Provenance = 2,
    Receipt = 4,
    Analysis = 8,
    All = Candidates | Provenance | Receipt | Analysis,
}
