using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>its_hub's budget: the number of samples, in a header or in the body. The header wins, as there.</summary>
internal static class ItsHubReader
{
    /// <summary>The body's field.</summary>
    public const string Field = "budget";

    public static FusionAsk Read(DialectRequest request)
    {
        JsonFields fields = new(request.Body);
        var inBody = Reading.Samples(fields, Field);
        request.Body.Remove(Field);
        return request.Ask(DialectNames.ItsHub) with { Overrides = new() { Samples = InHeader(request.Input.ItsBudget) ?? inBody } };
    }

    private static int? InHeader(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int samples) && samples is >= 1 and <= Reading.MostSamples
            ? samples
            : throw GatewayException.BadField(DialectInput.BudgetHeader, $"give a whole number from 1 to {Reading.MostSamples}.", "out_of_range");
    }
}
