namespace FusionOfN.Jobs.Tests;

/// <summary>Batches of jobs in an SQLite file.</summary>
public sealed class SqliteBatchTests : BatchContract
{
    private protected override StoreAddress Address => Folder.Address;
}
