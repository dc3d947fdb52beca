using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What the query of a list of runs asks for.</summary>
/// <param name="Filter">Which runs.</param>
/// <param name="Cursor">Where to go on; null for the newest.</param>
/// <param name="Limit">The most runs.</param>
internal sealed record RunListQuery(RunFilter Filter, string? Cursor, int Limit)
{
    private const int StandardLimit = 50;

    /// <summary>Reads a query.</summary>
    /// <exception cref="GatewayException">A parameter is wrong or not known.</exception>
    public static RunListQuery Read(IQueryCollection query)
    {
        RunFilter filter = new();
        string? cursor = null;
        var limit = StandardLimit;
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            switch (name)
            {
                case "limit":
                    limit = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= RunQuery.MaxPage
                        ? size
                        : throw GatewayException.BadField(name, $"give a whole number from 1 to {RunQuery.MaxPage}.");
                    break;
                case "cursor":
                    cursor = value;
                    break;
                case "status":
                    filter = filter with { Status = StatusOf(name, value) };
                    break;
                case "recipe":
                    filter = filter with { Recipe = value };
                    break;
                case "degraded":
                    filter = filter with { Degraded = bool.TryParse(value, out var degraded) ? degraded : throw GatewayException.BadField(name, "give true or false.") };
                    break;
                case "session_id":
                    filter = filter with { SessionId = value };
                    break;
                default:
                    throw GatewayException.BadField(name, "there is no such parameter; known are limit, cursor, status, recipe, degraded and session_id.", "unknown_field");
            }
        }

        return new RunListQuery(filter, cursor, limit);
    }

    private static RunStatus StatusOf(string name, string value)
    {
        var all = Enum.GetValues<RunStatus>();
        foreach (var status in all)
        {
            if (RunRow.NameOf(status) == value)
                return status;
        }

        throw GatewayException.BadField(name, $"give one of {string.Join(", ", all.Select(RunRow.NameOf))}.");
    }
}
