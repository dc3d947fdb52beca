using System.Buffers;
using System.Net;
using System.Security.Cryptography;

namespace FusionOfN.Local;

/// <summary>Brings one file here: into a partial file first, taken up where it broke off, and given its name only when size and hash are right.</summary>
internal sealed class HubDownload
{
    public const string PartialSuffix = ".partial";
    private const int BlockSize = 256 * 1024;
    private readonly HubApi _api;
    private readonly HubRepository _repository;
    private readonly int _retries;

    public HubDownload(HubApi api, HubRepository repository, int retries) => (_api, _repository, _retries) = (api, repository, retries);

    /// <summary>Bytes of a file that need not be fetched again.</summary>
    public static long Present(string target, long size)
    {
        if (File.Exists(target) && new FileInfo(target).Length == size)
            return size;
        FileInfo partial = new(target + PartialSuffix);
        return partial.Exists && partial.Length <= size ? partial.Length : 0;
    }

    public async Task FetchAsync(HubFile file, string target, Action<long> progress, CancellationToken cancellationToken)
    {
        if (File.Exists(target) && new FileInfo(target).Length == file.Size && await HasHashAsync(target, file.Sha256, cancellationToken).ConfigureAwait(false))
        {
            progress(file.Size);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var partial = target + PartialSuffix;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var hash = await TransferAsync(file, partial, progress, cancellationToken).ConfigureAwait(false);
                if (new FileInfo(partial).Length != file.Size)
                    throw new IOException($"{file.Path} of {_repository} broke off at {new FileInfo(partial).Length:N0} of {file.Size:N0} bytes.");
                if (!await HasHashAsync(partial, file.Sha256 ?? hash, cancellationToken).ConfigureAwait(false))
                {
                    // Nothing in it can be trusted; the next attempt starts afresh.
                    File.Delete(partial);
                    throw new InvalidDataException($"{file.Path} of {_repository} is not what the hub says it is: its SHA-256 differs.");
                }

                File.Move(partial, target, overwrite: true);
                return;
            }
            catch (Exception exception) when (attempt < _retries && exception is (IOException or HttpRequestException or InvalidDataException))
            {
                // Broken transfers are taken up at once: what is here is kept, so nothing is gained by waiting.
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
            {
                throw new LocalModelException($"{exception.Message} Gave up after {attempt + 1} attempts; pull again to go on from there.", exception);
            }
        }
    }

    /// <returns>The SHA-256 that the hub sent with the file, if it did.</returns>
    private async Task<string?> TransferAsync(HubFile file, string partial, Action<long> progress, CancellationToken cancellationToken)
    {
        var from = File.Exists(partial) ? new FileInfo(partial).Length : 0;
        if (from > file.Size)
            from = 0;
        if (from == file.Size && from > 0)
            return null;

        using var response = await _api.OpenAsync(_repository, file.Path, from, cancellationToken).ConfigureAwait(false);
        await _api.CheckAsync(response, $"{_repository}/{file.Path}", cancellationToken).ConfigureAwait(false);

        // A server that does not resume sends the whole file again.
        var resumes = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == from;
        if (!resumes)
            from = 0;

        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var closeBody = body.ConfigureAwait(false);
        FileStream output = new(partial, resumes ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        await using var closeOutput = output.ConfigureAwait(false);
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var here = from;
            progress(here);
            int count;
            while ((count = await body.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                here += count;
                if (here > file.Size)
                    throw new InvalidDataException($"{file.Path} of {_repository} is longer than the {file.Size:N0} bytes the hub announced.");
                await output.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                progress(here);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return LinkedHash(response);
    }

    // The hub names the content of a large file in this header; for small files it is another kind of hash, of another length.
    private static string? LinkedHash(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Linked-ETag", out var values) && values.First().Trim('"') is { Length: 64 } hash ? hash : null;

    private static async Task<bool> HasHashAsync(string path, string? expected, CancellationToken cancellationToken)
    {
        if (expected is null)
            return true;

        var stream = File.OpenRead(path);
        await using var close = stream.ConfigureAwait(false);
        var actual = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexString(actual).Equals(expected, StringComparison.OrdinalIgnoreCase);
    }
}
