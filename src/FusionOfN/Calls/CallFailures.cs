using System.Text.Json;

namespace FusionOfN;

/// <summary>Turns what a client threw into one sentence.</summary>
internal static class CallFailures
{
    private const int MaxLength = 500;

    public static CallFailure Describe(Exception exception)
    {
        var status = exception is HttpRequestException { StatusCode: { } code } ? (int)code : exception.Data[FusionProperties.StatusCode] as int?;
        var line = exception.Message.ReplaceLineEndings(" ").Trim();
        if (line.Length == 0)
            line = exception.GetType().Name;
        return new CallFailure(WellFormedText.Of(line.Length > MaxLength ? line[..MaxLength] + "…" : line), status)
        {
            Brief = exception.Data[FusionProperties.BriefFailure] as string ?? (status is null ? "The call failed." : $"The call failed (HTTP {status})."),
            Exception = exception,
            Kind = exception.Data[FusionProperties.FailureKind] is string kind ? JsonNamingPolicy.SnakeCaseLower.ConvertName(kind) : null,
            RetryAfter = exception.Data[FusionProperties.RetryAfter] as TimeSpan?,
        };
    }
}
