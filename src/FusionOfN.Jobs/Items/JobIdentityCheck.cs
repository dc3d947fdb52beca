using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace FusionOfN.Jobs;

/// <summary>Refuses to go on with a job as another: results of two kinds must not come to stand in one data set.</summary>
internal static class JobIdentityCheck
{
    private const int MaxShown = 80;
    private const int ShownBefore = 40;

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The settings as the store keeps them.</summary>
    public static string Write(IReadOnlyList<JobSetting> settings)
    {
        JsonObject json = [];
        foreach (JobSetting setting in settings)
            json[setting.Name] = setting.Value;
        return json.ToJsonString(Readable);
    }

    /// <summary>Compares a job with what it was begun as.</summary>
    /// <exception cref="JobChangedException">It was begun as another.</exception>
    public static void Run(JobRow begun, JobDefinition job, string store)
    {
        if (begun.Settings is null)
            return;
        List<string> differences = [];
        if (begun.Seed != job.Seed)
            differences.Add($"the seed was {begun.Seed} and is {job.Seed}");
        var was = JsonNode.Parse(begun.Settings)!.AsObject().ToDictionary(setting => setting.Key, setting => (string?)setting.Value ?? "", StringComparer.Ordinal);
        var now = job.Settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        var free = job.Settings.Where(setting => setting.MayChange).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(JobIdentity.Differences(was, now).Where(name => !free.Contains(name)).Select(name => Describe(name, was.GetValueOrDefault(name), now.GetValueOrDefault(name))));
        if (differences.Count > 0)
        {
            throw new JobChangedException(
                $"The job '{job.Name}' in {store} was begun with other settings: {string.Join("; ", differences)}. "
                + "Put them back, or begin another job: calls that are the same are not paid for again where both use one store.");
        }
    }

    private static string Describe(string name, string? was, string? now) =>
        $"'{name}' was {(was is null ? "not set" : Show(was, now ?? ""))} and is {(now is null ? "not set" : Show(now, was ?? ""))}";

    /// <summary>A value where it differs from another: what is equal before and behind is left out of a long one.</summary>
    private static string Show(string value, string other)
    {
        if (value.Length <= MaxShown)
            return Show(value);
        int same = value.AsSpan().CommonPrefixLength(other);
        int start = Math.Max(0, same - ShownBefore);
        if (start > 0 && char.IsLowSurrogate(value[start]))
            start--;
        return $"{(start > 0 ? "…" : "")}{Show(value[start..])}";
    }

    private static string Show(string value) => value.Length <= MaxShown ? $"'{value}'" : $"'{value[..MaxShown]}…'";
}
