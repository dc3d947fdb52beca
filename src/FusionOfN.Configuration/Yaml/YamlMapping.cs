namespace FusionOfN.Configuration;

/// <summary>A mapping, its entries in the order of the file and each key once.</summary>
internal sealed record YamlMapping(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    public override string Kind => "a block of keys";
}
