using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FusionOfN.Jobs;

/// <summary>
/// What every result of a job depends on, as named settings: results of different identities are never put together. Stored beside the results, whole or as the
/// one line of <see cref="ToString"/>.
/// </summary>
public sealed class JobIdentity
{
    private const int LongestShown = 64;
    private const int HashLength = 12;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:/_@+-");

    private readonly SortedDictionary<string, string> _settings = new(StringComparer.Ordinal);

    /// <summary>Creates an identity.</summary>
    /// <param name="settings">The settings by name. Names hold neither spaces nor <c>=</c> where <see cref="ToString"/> is used.</param>
    public JobIdentity(IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach ((string name, string value) in settings)
            _settings.Add(name, value);
    }

    /// <summary>The settings in the order of their names.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Reads what <see cref="ToString"/> wrote. Words without <c>=</c> are passed over.</summary>
    /// <param name="line">The line.</param>
    public static IReadOnlyDictionary<string, string> Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2))
            .Where(setting => setting.Length == 2)
            .GroupBy(setting => setting[0], StringComparer.Ordinal)
            .ToDictionary(setting => setting.Key, setting => setting.Last()[1], StringComparer.Ordinal);
    }

    /// <summary>The names of the settings in which two identities differ, in their order.</summary>
    /// <param name="one">The settings of the one.</param>
    /// <param name="other">The settings of the other.</param>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        [.. one.Keys.Union(other.Keys).Where(name => one.GetValueOrDefault(name) != other.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];

    /// <summary>All settings in one line, <c>name=value</c> with spaces between; what is long or no plain word stands there as 12 digits of its SHA-256.</summary>
    public override string ToString() => string.Join(' ', _settings.Select(setting => $"{setting.Key}={Short(setting.Value)}"));

    private static string Short(string value) => value.Length is > 0 and <= LongestShown && !value.AsSpan().ContainsAnyExcept(Plain)
        ? value
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..HashLength];
}
