namespace FusionOfN.Jobs.Tests;

/// <summary>A folder for the store of one test.</summary>
internal sealed class JobFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-job-");

    public string Path => _folder.FullName;

    public string StorePath => System.IO.Path.Combine(Path, "job.db");

    public StoreAddress Address => StoreAddress.Parse(StorePath, "/", mayHoldPassword: false);

    public void Dispose() => _folder.Delete(recursive: true);
}
