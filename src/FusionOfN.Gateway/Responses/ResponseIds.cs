using System.Globalization;

namespace FusionOfN.Gateway;

/// <summary>The ids of a response and its items, all made of the run's: who has one of them finds the receipt.</summary>
internal readonly record struct ResponseIds(string RunId)
{
    private string Stem => RunId["run_".Length..];

    public string Response => $"resp_{Stem}";

    public string Fusion => $"st_fusion_{Stem}";

    public string Message => $"msg_{Stem}";

    public string Reasoning => $"rs_{Stem}";

    public string CustomCall(int index) => string.Create(CultureInfo.InvariantCulture, $"ctc_{Stem}_{index}");

    public string Call(int index) => string.Create(CultureInfo.InvariantCulture, $"fc_{Stem}_{index}");
}
