using System.Runtime.CompilerServices;
using FusionOfN.Jobs;
using ZstdSharp;

namespace FusionOfN.Synthesis;

/// <summary>
/// A file of prompts: JSON Lines, a JSON list, separated values or Parquet, the text formats also packed (<c>.gz</c>, <c>.zst</c>). It is read once, row by
/// row, after <see cref="Preview"/> has said what was understood of it.
/// </summary>
public sealed class PromptFile : IAsyncDisposable
{
    private const int PreviewedRows = 100;
    private const int ShownRows = 3;

    private readonly string _source;
    private readonly IRowReader _reader;
    private readonly IAsyncEnumerator<SourceRow> _rows;
    private readonly List<SourceRow> _head;
    private readonly PromptRowMapper _mapper;

    private PromptFile(string source, IRowReader reader, IAsyncEnumerator<SourceRow> rows, List<SourceRow> head, PromptRowMapper mapper, PromptPreview preview)
    {
        _source = source;
        _reader = reader;
        _rows = rows;
        _head = head;
        _mapper = mapper;
        Preview = preview;
    }

    /// <summary>What was understood of the file.</summary>
    public PromptPreview Preview { get; }

    /// <summary>Opens a file and looks at its first rows.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="shown">The name for messages.</param>
    /// <param name="options">How it is read; when null, all is guessed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">The file cannot be read, or it cannot be told where its prompts are.</exception>
    public static Task<PromptFile> OpenAsync(string path, string shown, PromptFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(shown);
        return OpenAsync(InputStreams.Open(path, shown), InputStreams.Unpacked(path), shown, options ?? new(), cancellationToken);
    }

    /// <summary>Opens several files, such as the shards of a data set, as if they were one, and looks at the first rows.</summary>
    /// <param name="files">The full path of each and its name for messages; at least one.</param>
    /// <param name="shown">The name of the whole for messages.</param>
    /// <param name="options">How they are read; when null, all is guessed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">A file cannot be read, or it cannot be told where its prompts are.</exception>
    public static async Task<PromptFile> OpenAsync(
        IReadOnlyList<(string Path, string Shown)> files, string shown, PromptFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(shown);
        options ??= new();
        var (first, format) = await OpenOneAsync(0).ConfigureAwait(false);
        FileSequenceRows reader = new(first, [.. files.Select(file => file.Shown)], async file => (await OpenOneAsync(file).ConfigureAwait(false)).Reader);
        try
        {
            return await OpenAsync(reader, format, shown, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        async Task<(IRowReader Reader, PromptFormat Format)> OpenOneAsync(int file)
        {
            var (path, name) = files[file];
            var stream = InputStreams.Open(path, name);
            try
            {
                return await ReaderAsync(stream, InputStreams.Unpacked(path), name, options.Format, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await stream.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Opens a stream, such as standard input, and looks at its first rows.</summary>
    /// <param name="stream">The stream; it is disposed with the source.</param>
    /// <param name="shown">The name for messages.</param>
    /// <param name="options">How it is read; without a format it is JSON.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">The stream cannot be read, or it cannot be told where its prompts are.</exception>
    public static Task<PromptFile> OpenAsync(Stream stream, string shown, PromptFileOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(shown);
        return OpenAsync(stream, "", shown, options ?? new(), cancellationToken);
    }

    /// <summary>Reads the prompts, once.</summary>
    /// <param name="onProblem">Told of every row that cannot be used; the others go on.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SynthesisException">The file cannot be read any further.</exception>
    public async IAsyncEnumerable<PromptRow> ReadAsync(Action<PromptProblem> onProblem, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(onProblem);
        foreach (var row in _head)
        {
            if (Map(row, onProblem) is { } prompt)
                yield return prompt;
        }

        var last = _head.Count > 0 ? _head[^1].Number : 0;
        while (await NextAsync(_rows, _source, last, cancellationToken).ConfigureAwait(false))
        {
            last = _rows.Current.Number;
            if (Map(_rows.Current, onProblem) is { } prompt)
                yield return prompt;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<PromptFile> OpenAsync(Stream stream, string name, string shown, PromptFileOptions options, CancellationToken cancellationToken)
    {
        IRowReader? reader = null;
        try
        {
            (reader, var format) = await ReaderAsync(stream, name, shown, options.Format, cancellationToken).ConfigureAwait(false);
            return await OpenAsync(reader, format, shown, options, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            if (reader is not null)
                await reader.DisposeAsync().ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<PromptFile> OpenAsync(IRowReader reader, PromptFormat format, string shown, PromptFileOptions options, CancellationToken cancellationToken)
    {
        var rows = reader.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        List<SourceRow> head = [];
        while (head.Count < PreviewedRows && await NextAsync(rows, shown, head.Count, cancellationToken).ConfigureAwait(false))
            head.Add(rows.Current);
        return Create(shown, reader, rows, head, format, options);
    }

    private static PromptFile Create(
        string shown, IRowReader reader, IAsyncEnumerator<SourceRow> rows, List<SourceRow> head, PromptFormat format, PromptFileOptions options)
    {
        SourceRow[] whole = [.. head.Where(row => row.Problem is null)];
        if (whole.Length == 0)
            throw Unusable(shown, reader, head);

        string[] columns = [.. reader.Columns ?? whole.SelectMany(row => row.Value.EnumerateObject().Select(field => field.Name)).Distinct()];
        var chosen = PromptColumns.Decide(columns, options.Columns, shown);
        PromptRowMapper mapper = new(chosen, LanguageOf(options));
        List<PromptRow> first = [];
        var asksAnew = false;
        foreach (var row in whole)
        {
            if (!TryMap(mapper, row, out var prompt, out _))
                continue;
            if (first.Count < ShownRows)
                first.Add(prompt);
            asksAnew |= chosen[PromptColumn.References] is null && prompt.References.Count > 0;
        }

        string[] notes = asksAnew ? ["the last turn of the assistant is kept as a reference, and asked anew"] : [];
        PromptPreview preview = new(format, columns, chosen, first, notes) { ForbidsTraining = PairwiseRecord.IsOne(columns) };
        return new PromptFile(shown, reader, rows, head, mapper, preview);
    }

    private static string? LanguageOf(PromptFileOptions options)
    {
        try
        {
            return options.Language is { } language ? LanguageCode.Read(language, "the language of prompts that name none:") : null;
        }
        catch (RowException exception)
        {
            throw new SynthesisException(exception.Message);
        }
    }

    private static SynthesisException Unusable(string shown, IRowReader reader, List<SourceRow> head) => head.Count == 0
        ? new($"{shown} has no row in it")
        : new($"no row of {shown} can be read: {new PromptProblem(shown, head[0].Number, reader.CountsLines, head[0].Problem!)}",
            "Prompts are read from JSON Lines (.jsonl), a JSON list (.json), .csv, .tsv and .parquet; the name says which.");

    private static async Task<(IRowReader Reader, PromptFormat Format)> ReaderAsync(
        Stream stream, string name, string shown, PromptFormat? format, CancellationToken cancellationToken)
    {
        format ??= Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => PromptFormat.Csv,
            ".tsv" or ".tab" => PromptFormat.Tsv,
            ".parquet" => PromptFormat.Parquet,
            _ => null,
        };
        try
        {
            if (format == PromptFormat.Parquet)
                return (await ParquetRows.OpenAsync(stream, shown, cancellationToken).ConfigureAwait(false), PromptFormat.Parquet);
            var peeked = await InputStreams.PeekAsync(stream, cancellationToken).ConfigureAwait(false);
            return (format ?? OfJson(peeked.Start.Span)) switch
            {
                PromptFormat.Csv or PromptFormat.Tsv => (await SeparatedRows.OpenAsync(peeked, shown, format!.Value).ConfigureAwait(false), format.Value),
                PromptFormat.Json => (new JsonListRows(peeked.Whole, shown), PromptFormat.Json),
                _ => (new JsonLineRows(peeked.Whole), PromptFormat.JsonLines),
            };
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(shown, 0);
        }
    }

    private static PromptFormat OfJson(ReadOnlySpan<byte> start) =>
        start.TrimStart("\uFEFF \t\r\n"u8) is [(byte)'[', ..] ? PromptFormat.Json : PromptFormat.JsonLines;

    private static async Task<bool> NextAsync(IAsyncEnumerator<SourceRow> rows, string shown, int last, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(shown, last);
        }
    }

    private static bool IsDamage(Exception exception) => exception is InvalidDataException or ZstdException or EndOfStreamException;

    private static SynthesisException Damaged(string shown, int last) => new(
        last == 0 ? $"{shown} cannot be unpacked" : $"{shown} cannot be unpacked beyond row {last}", "The file is damaged or was not downloaded to its end; fetch it again.");

    private PromptRow? Map(SourceRow row, Action<PromptProblem> onProblem)
    {
        if (TryMap(_mapper, row, out var prompt, out var problem))
            return prompt;
        onProblem(new PromptProblem(row.Source ?? _source, row.Number, _reader.CountsLines, problem));
        return null;
    }

    private static bool TryMap(
        PromptRowMapper mapper,
        SourceRow row,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PromptRow? prompt,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? problem)
    {
        prompt = null;
        problem = row.Problem;
        if (problem is not null)
            return false;
        try
        {
            prompt = mapper.Map(row.Number, row.Value);
            return true;
        }
        catch (RowException exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
