namespace FusionOfN.Synthesis;

/// <summary>A file of rows that is being written.</summary>
internal interface IRowFile : IAsyncDisposable
{
    /// <summary>Rows so far.</summary>
    long Rows { get; }

    /// <summary>Adds the lines of an item.</summary>
    Task AddAsync(ExportLines lines, CancellationToken cancellationToken);

    /// <summary>Ends the file and says what is in it.</summary>
    /// <param name="root">The folder that paths are told against.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    Task<IReadOnlyList<ManifestFile>> CompleteAsync(string root, CancellationToken cancellationToken);
}
