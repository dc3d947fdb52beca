using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FusionOfN.Gateway;

/// <summary>What a response says about its run in headers.</summary>
internal static class RunHeaders
{
    public const string RunId = "x-fusion-run-id";
    public const string Cost = "x-fusion-cost-usd";
    public const string Status = "x-fusion-status";
    public const string Panel = "x-fusion-panel";

    /// <summary>What is known when a run starts: enough for a stream, whose headers go out first. Of a run that had to wait for its turn, they are gone already.</summary>
    public static void Write(HttpResponse response, RunStarted started)
    {
        if (!response.HasStarted)
            response.Headers[RunId] = started.RunId;
    }

    /// <summary>What is known when a run is over.</summary>
    public static void Write(HttpResponse response, FusionReceipt receipt)
    {
        response.Headers[RunId] = receipt.RunId;
        response.Headers[Status] = Words.Of(receipt.Status);
        response.Headers[Panel] = string.Create(CultureInfo.InvariantCulture, $"{receipt.Answered}/{receipt.Asked}");
        if (receipt.Usage.CostUsd is { } cost)
            response.Headers[Cost] = cost.ToString("0.########", CultureInfo.InvariantCulture);
    }
}
