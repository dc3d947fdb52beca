namespace FusionOfN.Jobs.Tests;

/// <summary>Jobs in an SQLite file.</summary>
public sealed class SqliteJobTests : JobLoopContract, IDisposable
{
    private readonly JobFolder _folder = new();

    private protected override StoreAddress Address => _folder.Address;

    public void Dispose() => _folder.Dispose();
}
