using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>What a program brings along to run models in its own process, and the models that it takes when nothing else is found.</summary>
public interface IModelBox
{
    /// <summary>Makes what loads models in this process.</summary>
    ILocalModels OpenLocalModels();

    /// <summary>Whether a model is one that the program brings along.</summary>
    /// <param name="name">What follows <c>local:</c> in its name.</param>
    bool Holds(string name);

    /// <summary>Makes a source of the models that the program brings along.</summary>
    /// <param name="runtime">Clock and environment variables.</param>
    /// <param name="why">Why nothing else was taken, in one sentence.</param>
    /// <returns>The source; null when the models are not there.</returns>
    ModelSource? Open(EndpointRuntime runtime, string why);
}
