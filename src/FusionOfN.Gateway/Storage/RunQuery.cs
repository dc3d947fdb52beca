using Dapper;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>The statement behind a list of runs. Whatever comes from outside is a parameter.</summary>
internal static class RunQuery
{
    /// <summary>The most runs of a page.</summary>
    public const int MaxPage = 200;

    public static (string Sql, DynamicParameters Parameters) For(RunFilter filter, RunCursor? after, int size)
    {
        DynamicParameters parameters = new();
        List<string> conditions = [];
        Add(filter.Status is { } status ? RunRow.NameOf(status) : null, "Status", "r.status = @Status");
        Add(filter.Kind is { } kind ? RunRow.NameOf(kind) : null, "Kind", "r.kind = @Kind");
        Add(filter.Recipe, "Recipe", "r.recipe = @Recipe");
        Add(filter.Degraded, "Degraded", "r.degraded = @Degraded");
        Add(filter.MinCostUsd is { } least ? NanoUsd.From(least) : null, "Least", "r.cost_nano >= @Least");
        Add(filter.MaxCostUsd is { } most ? NanoUsd.From(most) : null, "Most", "r.cost_nano <= @Most");
        Add(filter.KeyId, "KeyId", "r.key_id = @KeyId");
        Add(filter.SessionId, "SessionId", "r.session_id = @SessionId");
        Add(filter.Since?.ToUnixTimeMilliseconds(), "Since", "r.started_ms >= @Since");
        Add(filter.Until?.ToUnixTimeMilliseconds(), "Until", "r.started_ms < @Until");
        Add(filter.IdContains is { } part ? $"%{Escape(part)}%" : null, "Part", @"LOWER(r.run_id) LIKE LOWER(@Part) ESCAPE '\'");
        if (after is { } last)
        {
            Add(last.StartedMs, "LastMs", "(r.started_ms, r.run_id) < (@LastMs, @LastId)");
            parameters.Add("LastId", last.RunId);
        }

        parameters.Add("Size", size);
        string where = conditions.Count > 0 ? $"WHERE {string.Join(" AND ", conditions)}" : "";
        return ($"SELECT {RunRow.Columns} FROM runs r {where} ORDER BY r.started_ms DESC, r.run_id DESC LIMIT @Size", parameters);

        void Add(object? value, string name, string condition)
        {
            if (value is null)
                return;
            parameters.Add(name, value is string text ? StoreText.WithoutZero(text) : value);
            conditions.Add(condition);
        }
    }

    private static string Escape(string part) => part
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
