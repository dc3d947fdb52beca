using FusionOfN.Jobs;

namespace FusionOfN.Cli;

/// <summary>Opens the store of jobs that a command line names: by the folder of a job, a file, or a PostgreSQL connection string.</summary>
internal static class JobStores
{
    /// <summary>Opens it; none is made.</summary>
    /// <exception cref="CliException">The folder holds no job.</exception>
    /// <exception cref="StoreException">There is none, or it does not work.</exception>
    public static Task<JobStore> OpenAsync(CliHost host, string named, CancellationToken cancellationToken)
    {
        JobStoreOptions options = new() { Time = host.Time, MustExist = true };
        if (!Directory.Exists(host.FullPath(named)))
            return JobStore.OpenAsync(StoreAddress.Parse(named, host.WorkingDirectory, mayHoldPassword: false).WithPassword(host.Variable), options, cancellationToken);
        SynthFolder folder = new(host, named);
        return folder.OpenStoreAsync(folder.Load().Store, cancellationToken);
    }
}
