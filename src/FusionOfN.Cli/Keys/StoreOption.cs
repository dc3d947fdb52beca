using System.CommandLine;

namespace FusionOfN.Cli;

/// <summary><c>--store</c>, which the commands that look into the gateway's store share.</summary>
internal static class StoreOption
{
    public static Option<string?> Create() => new("--store")
    {
        Description = "The gateway's store: an SQLite file, or a PostgreSQL connection string without its password [default: FUSION_STORE, else gateway.store of fusion.yaml, else a file in the folder for application data]",
        HelpName = "store",
    };
}
