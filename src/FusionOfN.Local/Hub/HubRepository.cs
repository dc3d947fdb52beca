namespace FusionOfN.Local;

/// <summary>What lies under one name on the hub.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is, as the hub's addresses have it: <c>models</c> or <c>datasets</c>.</param>
internal sealed record HubRepository(ModelId Id, string Kind)
{
    private const string Models = "models";
    private const string DataSets = "datasets";

    public static HubRepository Model(ModelId id) => new(id, Models);

    public static HubRepository DataSet(ModelId id) => new(id, DataSets);

    /// <summary>The address of what the hub says about it.</summary>
    public string ApiPath => $"api/{Kind}/{Id}";

    /// <summary>The address of its files. Models stand at the hub's root.</summary>
    public string FilesPath => Kind == Models ? $"{Id}" : $"{Kind}/{Id}";

    /// <summary>What it is, for messages.</summary>
    public string Noun => Kind == Models ? "model" : "data set";

    public override string ToString() => Id.ToString();
}
