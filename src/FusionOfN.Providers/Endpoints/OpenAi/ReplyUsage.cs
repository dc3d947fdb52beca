using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>What a reply says that it used and cost. Some servers count anew in each chunk, and the last count holds.</summary>
internal sealed class ReplyUsage
{
    public UsageDetails? Usage { get; private set; }

    public decimal? Cost { get; private set; }

    public void Read(ref Utf8JsonReader reader)
    {
        if (!ReplyText.Enter(ref reader, JsonTokenType.StartObject)) return;
        Usage = ReportedUsage.Clean(UsageReader.Read(ref reader, out decimal? cost)) ?? Usage;
        Cost = ReportedUsage.Clean(cost) ?? Cost;
    }
}
