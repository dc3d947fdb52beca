namespace FusionOfN.Synthesis;

/// <summary>The files of rows of a data set, opened when their first row comes.</summary>
internal sealed class RowFiles : IAsyncDisposable
{
    private readonly string _root;
    private readonly SortedDictionary<string, IRowFile> _files = new(StringComparer.Ordinal);

    public RowFiles(string root) => _root = root;

    /// <summary>Adds the lines of an item to the file where they belong.</summary>
    public Task AddAsync(ExportShape shape, string? method, string split, string language, ExportLines lines, CancellationToken cancellationToken) =>
        Open(shape, method, split, language).AddAsync(lines, cancellationToken);

    /// <summary>Ends every file.</summary>
    public async Task<List<ManifestFile>> CompleteAsync(CancellationToken cancellationToken)
    {
        List<ManifestFile> files = [];
        foreach (var file in _files.Values)
            files.AddRange(await file.CompleteAsync(_root, cancellationToken).ConfigureAwait(false));
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values)
            await file.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The folder of a format and method; names of teachers may hold what file names cannot.</summary>
    public static string FolderOf(ExportShape shape, string? method) => method is null ? shape.Name : $"{shape.Name}/{FileNameOf(method)}";

    private static string FileNameOf(string method) => string.Concat(method.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-'));

    private IRowFile Open(ExportShape shape, string? method, string split, string language)
    {
        var folder = FolderOf(shape, method);
        var name = shape.IsParquet ? $"{folder}/{language}/{split}" : $"{folder}/{split}.jsonl";
        if (!_files.TryGetValue(name, out var file))
        {
            _files[name] = file = shape.IsParquet
                ? new ParquetFile(Path.Combine(_root, folder, language), split, shape.Kind == ExportKind.Pair)
                : new JsonLinesFile(Path.Combine(_root, name));
        }

        return file;
    }
}
