namespace FusionOfN.Configuration;

/// <summary>A node of a YAML document and where it stands.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>The node in words, for messages.</summary>
    public abstract string Kind { get; }
}
