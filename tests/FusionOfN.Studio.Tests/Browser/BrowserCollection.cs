namespace FusionOfN.Studio.Tests;

/// <summary>The tests that share a browser and a gateway; one after the other, so that two models do not fight for the same processors.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
#pragma warning disable CA1711 // It is xunit's word.
public sealed class BrowserCollection : ICollectionFixture<Chromium>
#pragma warning restore CA1711
{
    public const string Name = "browser";
}
