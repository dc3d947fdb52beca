namespace FusionOfN.Configuration;

/// <summary>Remembers where each value of a configuration stands in its file.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<object, Dictionary<string, Place>> _places = new(ReferenceEqualityComparer.Instance);

    /// <summary>Notes where a key of a block or dictionary stands.</summary>
    public void Set(object owner, string key, Place place)
    {
        if (!_places.TryGetValue(owner, out Dictionary<string, Place>? keys))
            _places.Add(owner, keys = new(StringComparer.Ordinal));
        keys[key] = place;
    }

    /// <summary>Whether a block or dictionary has a key in the file, be its value right or wrong.</summary>
    public bool Has(object owner, string key) => _places.TryGetValue(owner, out Dictionary<string, Place>? keys) && keys.ContainsKey(key);

    /// <summary>Where a key of a block or dictionary stands; where the block starts when it has no such key.</summary>
    public Place At(object owner, string key = "") =>
        _places.TryGetValue(owner, out Dictionary<string, Place>? keys)
            ? keys.TryGetValue(key, out Place place) ? place : keys.GetValueOrDefault("")
            : default;
}
