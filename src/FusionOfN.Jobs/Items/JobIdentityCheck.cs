using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace FusionOfN.Jobs;

/// <summary>Refuses to go on with a job as another: results of two kinds must not come to stand in one data set.</summary>
internal static class JobIdentityCheck
{
    private const int MaxShown = 80;

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
        JsonObject settings = JsonNode.Parse(begun.Settings)!.AsObject();
        List<string> differences = [];
        if (begun.Seed != job.Seed)
            differences.Add($"the seed was {begun.Seed} and is {job.Seed}");
        foreach (JobSetting setting in job.Settings.Where(setting => !setting.MayChange))
        {
            string? was = (string?)settings[setting.Name];
            if (was != setting.Value)
                differences.Add(was is null ? $"'{setting.Name}' was not set and is {Show(setting.Value)}" : $"'{setting.Name}' was {Show(was)} and is {Show(setting.Value)}");
        }

        var known = job.Settings.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(settings.Where(setting => !known.Contains(setting.Key)).Select(setting => $"'{setting.Key}' was {Show((string?)setting.Value ?? "")} and is not set"));
        if (differences.Count > 0)
        {
            throw new JobChangedException(
                $"The job '{job.Name}' in {store} was begun with other settings: {string.Join("; ", differences)}. "
                + "Put them back, or begin another job: calls that are the same are not paid for again where both use one store.");
        }
    }

    private static string Show(string value) => value.Length <= MaxShown ? $"'{value}'" : $"'{value[..MaxShown]}…'";
}
