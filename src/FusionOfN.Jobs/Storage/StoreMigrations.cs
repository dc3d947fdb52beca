using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;

namespace FusionOfN.Jobs;

/// <summary>The scripts that make tables, in the order of their names. A script that was released is never changed: add another.</summary>
/// <param name="Assembly">The assembly that holds them as embedded resources.</param>
/// <param name="Prefix">
/// What their names begin with, up to and including the last dot before the file's own name, such as <c>FusionOfN.Gateway.Storage.Migrations.</c>. Several
/// programs may keep their tables in one database: each knows its own by this.
/// </param>
public sealed record StoreMigrations(Assembly Assembly, string Prefix)
{
    /// <summary>The table in which the database remembers what was done to it.</summary>
    internal const string Journal = "schema_versions";

    /// <summary>Runs the scripts that were not run yet.</summary>
    /// <param name="builder">The database, with its journal.</param>
    /// <param name="description">What to call it in a message.</param>
    /// <exception cref="StoreException">The database was made by a newer version, or a script failed.</exception>
    internal void Run(UpgradeEngineBuilder builder, string description)
    {
        UpgradeEngine engine = builder
            .WithScriptsEmbeddedInAssembly(Assembly, IsOurs)
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (engine.GetExecutedScripts().FirstOrDefault(name => IsOurs(name) && !known.Contains(name)) is { } unknown)
            throw new StoreException(
                StoreFault.TooNew,
                $"The store {description} was used by a newer version (it holds '{unknown}'). Update this one, or name another store.");

        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
    }

    private bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
