using DbUp.Builder;
using DbUp.Engine;

namespace FusionOfN.Gateway;

/// <summary>The scripts that make the tables, in the order of their names. A script that was released is never changed: add another.</summary>
internal static class StoreMigrations
{
    /// <summary>The table in which the database remembers what was done to it.</summary>
    public const string Journal = "schema_versions";

    private const string Folder = ".Storage.Migrations.";

    /// <summary>Runs the scripts that were not run yet.</summary>
    /// <param name="builder">The database, with its journal.</param>
    /// <param name="description">What to call it in a message.</param>
    /// <exception cref="StoreException">The database was made by a newer version, or a script failed.</exception>
    public static void Run(UpgradeEngineBuilder builder, string description)
    {
        UpgradeEngine engine = builder
            .WithScriptsEmbeddedInAssembly(typeof(StoreMigrations).Assembly, name => name.Contains(Folder, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build();
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (engine.GetExecutedScripts().FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new StoreException(
                StoreFault.TooNew,
                $"The store {description} was used by a newer version (it holds '{unknown}'). Update this one, or name another store.");

        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
    }
}
