using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Local;

/// <summary>A file of this machine that goes to the hub, with the names that its content has there.</summary>
/// <param name="Path">Its path in the repository.</param>
/// <param name="Source">Its path here.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The hash of its content, as 64 hexadecimal digits.</param>
/// <param name="GitHash">The name of its content in Git, as 40 hexadecimal digits.</param>
internal sealed record HubUploadFile(string Path, string Source, long Size, string Sha256, string GitHash)
{
    private const int BlockSize = 256 * 1024;

    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<HubUploadFile> ReadAsync(string path, string source, CancellationToken cancellationToken)
    {
        FileStream stream = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using var close = stream.ConfigureAwait(false);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var git = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);

        // Git puts this before a file's content when it makes its name.
        git.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                sha256.AppendData(block, 0, count);
                git.AppendData(block, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return new HubUploadFile(path, source, stream.Length, Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(git.GetHashAndReset()));
    }

    /// <summary>Whether the hub has just this.</summary>
    public bool Is(HubFile there) => there.Sha256 is { } sha256 ? sha256.Equals(Sha256, StringComparison.OrdinalIgnoreCase) : there.Size == Size && there.GitHash == GitHash;
}
