namespace FusionOfN.Configuration;

/// <summary>Models that run in this process, for one <see cref="ModelSource"/>: loaded when first named, freed with it.</summary>
public interface ILocalModels : IDisposable
{
    /// <summary>Loads a model.</summary>
    /// <param name="name">What follows <c>local:</c> in its name.</param>
    /// <exception cref="Providers.ConfigurationException">It is not there, or cannot be loaded.</exception>
    ChatModel Load(string name);

    /// <summary>Puts in what the models need and no configuration says, such as the prompt of a fusor that was trained on a format of its own.</summary>
    /// <param name="parts">What a recipe's aggregator is made of.</param>
    AggregatorParts Adapt(AggregatorParts parts);
}
