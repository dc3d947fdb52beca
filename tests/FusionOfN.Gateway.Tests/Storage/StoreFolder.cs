using FusionOfN.Jobs;

namespace FusionOfN.Gateway.Tests;

/// <summary>A folder for one test's SQLite file.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-store-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "gateway.db");

    public StoreAddress Address => StoreAddress.Parse(Path, "/", mayHoldPassword: false);

    public void Dispose() => _folder.Delete(recursive: true);
}
