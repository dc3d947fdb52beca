using System.Globalization;
using FusionOfN.Jobs;

namespace FusionOfN.Gateway;

/// <summary>A row of <c>day_spend</c>; the columns of <c>session_spend</c> mean the same.</summary>
internal sealed class SpendRow
{
    /// <summary>The summed columns as a query names them.</summary>
    public const string Sums = """
        CAST(COALESCE(SUM(requests), 0) AS BIGINT) AS Requests, CAST(COALESCE(SUM(unpriced_requests), 0) AS BIGINT) AS UnpricedRequests,
        CAST(COALESCE(SUM(input_tokens), 0) AS BIGINT) AS InputTokens, CAST(COALESCE(SUM(output_tokens), 0) AS BIGINT) AS OutputTokens,
        CAST(COALESCE(SUM(cost_nano), 0) AS BIGINT) AS CostNano
        """;

    private const string DayFormat = "yyyy-MM-dd";

    public string Day { get; set; } = "";

    public string KeyId { get; set; } = "";

    public long Requests { get; set; }

    public long UnpricedRequests { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long CostNano { get; set; }

    public SpendTotals Totals => new(Requests, UnpricedRequests, InputTokens, OutputTokens, NanoUsd.ToUsd(CostNano));

    public DaySpend ToDaySpend() =>
        new(DateOnly.ParseExact(Day, DayFormat, CultureInfo.InvariantCulture), KeyId.Length > 0 ? KeyId : null, Totals);

    public static string NameOf(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);
}
