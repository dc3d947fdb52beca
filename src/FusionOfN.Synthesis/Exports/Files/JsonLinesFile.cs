using System.Security.Cryptography;

namespace FusionOfN.Synthesis;

/// <summary>A file of JSON Lines, hashed as it is written.</summary>
internal sealed class JsonLinesFile : IRowFile
{
    private const int BufferSize = 128 * 1024;

    private readonly FileStream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public JsonLinesFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize, useAsync: true);
    }

    public long Rows { get; private set; }

    public async Task AddAsync(ExportLines lines, CancellationToken cancellationToken)
    {
        _hash.AppendData(lines.Bytes.Span);
        await _stream.WriteAsync(lines.Bytes, cancellationToken).ConfigureAwait(false);
        Rows += lines.Count;
    }

    public async Task<IReadOnlyList<ManifestFile>> CompleteAsync(string root, CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _stream.Flush(flushToDisk: true);
        return [new ManifestFile(DataSetFolder.Relative(root, _stream.Name), _stream.Length, Convert.ToHexStringLower(_hash.GetHashAndReset()), Rows)];
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _stream.DisposeAsync();
    }
}
