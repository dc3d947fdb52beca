#pragma warning disable
namespace FusionOfN;
public class ProvenanceMap { public static ProvenanceMap Create(string a, IReadOnlyList<string> b) => new(); public IReadOnlyList<double> Shares; public double CopyRate; }
