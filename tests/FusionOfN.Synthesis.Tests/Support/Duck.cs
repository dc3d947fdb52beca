using DuckDB.NET.Data;

namespace FusionOfN.Synthesis.Tests;

/// <summary>DuckDB: a reader and writer of data sets that shares no code with ours.</summary>
internal static class Duck
{
    public static List<object?[]> Query(string sql)
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }
}
