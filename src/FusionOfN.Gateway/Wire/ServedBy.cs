namespace FusionOfN.Gateway;

/// <summary>Which model an answer comes from.</summary>
internal static class ServedBy
{
    /// <summary>The model that wrote the answer or whose candidate was taken, as the provider named it; else as it was asked for.</summary>
    public static string Model(FusionReceipt receipt, PlannedRun run)
    {
        var call = receipt.Writer is { } writer
            ? receipt.Calls.LastOrDefault(call => call.Role == CallRole.Fusor && call.RequestedModel == writer && call.State == CallState.Ok)
            : Taken(receipt);
        return call?.ServedModel ?? call?.RequestedModel ?? receipt.Writer ?? run.Writer;
    }

    /// <summary>The member whose candidate was taken; null when the answer was written.</summary>
    public static string? Selected(FusionReceipt receipt) => receipt.Writer is null ? Taken(receipt)?.RequestedModel : null;

    private static CallRecord? Taken(FusionReceipt receipt) =>
        receipt.Calls.LastOrDefault(call => call.Role == CallRole.Panel && call.Candidate == receipt.Selected && receipt.Selected is not null);
}
