using FusionOfN.Providers;

namespace FusionOfN.Configuration;

/// <summary>What a program gives for its models to be found.</summary>
public sealed record ModelSearch
{
    /// <summary>The configuration file that was named, relative to <see cref="WorkingDirectory"/>; null to look for one.</summary>
    public string? File { get; init; }

    /// <summary>The models that were named. Where all of them run in this process, no others are looked for.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Where files are looked for, as a full path.</summary>
    /// <value>The default value is the working directory of the process.</value>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Clock, environment variables and transport.</summary>
    public EndpointRuntime Runtime { get; init; } = new();

    /// <summary>The sections of a file that the program reads.</summary>
    public IReadOnlyList<ConfigurationSection> Sections { get; init; } = [];

    /// <summary>What runs models in this process, and which are taken when nothing else is found.</summary>
    /// <value>The default value is <see langword="null"/>: nothing does, and none are.</value>
    public IModelBox? Box { get; init; }
}
