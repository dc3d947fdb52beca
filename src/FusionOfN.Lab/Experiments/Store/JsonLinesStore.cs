using System.Text;
using System.Text.Json;
using FusionOfN.Local;

namespace FusionOfN.Lab;

/// <summary>Rows in a file of JSON lines, found by key. Rows are appended and flushed, so that an interrupted run keeps what it did.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
internal sealed class JsonLinesStore<T> : IDisposable
    where T : class
{
    private readonly string _path;
    private readonly Func<T, string> _key;
    private readonly Dictionary<string, T> _rows = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly FileStream _file;

    /// <summary>Opens a store and reads what it holds.</summary>
    /// <param name="path">The path of the file; it is created when it is not there.</param>
    /// <param name="key">The key of a row.</param>
    /// <exception cref="LabException">A line that is not the last one cannot be read.</exception>
    public JsonLinesStore(string path, Func<T, string> key)
    {
        _path = path;
        _key = key;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Read();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The row of a key, or null.</summary>
    public T? Find(string key)
    {
        lock (_lock)
            return _rows.GetValueOrDefault(key);
    }

    /// <summary>Appends rows in one write. A row whose key is there already is left out.</summary>
    public void Add(IEnumerable<T> rows)
    {
        lock (_lock)
        {
            StringBuilder text = new();
            foreach (T row in rows)
            {
                if (_rows.TryAdd(_key(row), row))
                    text.Append(JsonSerializer.Serialize(row, LabJson.Line)).Append('\n');
            }

            _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    private void Read()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);

        // What follows the last line break was being written when the run was interrupted.
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        int number = 0;
        foreach (Range line in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> text = bytes.AsSpan(0, whole)[line];
            if (text.IsEmpty)
                continue;
            T row = Parse(text, number);
            _rows[_key(row)] = row;
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }

    private T Parse(ReadOnlySpan<byte> text, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, LabJson.Line) ?? throw new JsonException("The JSON value could not be converted");
        }
        catch (JsonException exception)
        {
            throw new LabException($"{_path}:{number}: this is no row of a lab run: {JsonMistake.Describe(exception)}. Delete the line, or the file to start anew.", exception);
        }
    }
}
