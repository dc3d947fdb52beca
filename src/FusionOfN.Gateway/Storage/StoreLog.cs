using Microsoft.Extensions.Logging;

namespace FusionOfN.Gateway;

/// <summary>What the store reports. Never contents, never keys.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(EventId = 4001, EventName = "StoreFailing", Level = LogLevel.Warning,
        Message = "{Problem} Attempt {Attempt} of {Attempts}; {Waiting} runs wait to be written, answers go on.")]
    public static partial void Failing(ILogger logger, string problem, int attempt, int attempts, int waiting);

    [LoggerMessage(EventId = 4002, EventName = "ReceiptsLost", Level = LogLevel.Error,
        Message = "{Count} receipts are lost, {Total} since the start: {Reason}")]
    public static partial void Lost(ILogger logger, long count, long total, string reason);

    [LoggerMessage(EventId = 4003, EventName = "StoreWorking", Level = LogLevel.Information, Message = "The store works again.")]
    public static partial void Working(ILogger logger);

    [LoggerMessage(EventId = 4004, EventName = "RunsDeleted", Level = LogLevel.Information, Message = "{Count} runs from before {Before} are deleted.")]
    public static partial void Deleted(ILogger logger, long count, DateTimeOffset before);

    [LoggerMessage(EventId = 4005, EventName = "RetentionFailed", Level = LogLevel.Warning, Message = "Old runs could not be deleted: {Problem}")]
    public static partial void RetentionFailed(ILogger logger, string problem);

    [LoggerMessage(EventId = 4006, EventName = "KeysNotRead", Level = LogLevel.Warning,
        Message = "The API keys could not be read again; those read at {ReadAt} hold until they can. {Problem}")]
    public static partial void KeysNotRead(ILogger logger, DateTimeOffset readAt, string problem);

    [LoggerMessage(EventId = 4007, EventName = "SpendNotRead", Level = LogLevel.Warning,
        Message = "What other gateways spent could not be read; limits go by what is known. {Problem}")]
    public static partial void SpendNotRead(ILogger logger, string problem);

    [LoggerMessage(EventId = 4008, EventName = "KeyChanged", Level = LogLevel.Information, Message = "{Event} {KeyId} '{Name}', by {By}.")]
    public static partial void KeyChanged(ILogger logger, string @event, string keyId, string name, string by);
}
