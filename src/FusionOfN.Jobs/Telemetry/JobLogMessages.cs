using Microsoft.Extensions.Logging;

namespace FusionOfN.Jobs;

/// <summary>What jobs report. Never a prompt, an answer or a key.</summary>
internal static partial class JobLogMessages
{
    [LoggerMessage(EventId = 5001, EventName = "CallNotKept", Level = LogLevel.Warning,
        Message = "A call to {Model} has options that no other call can be compared by. It is not kept, and is paid again when its item is run again.")]
    public static partial void NotKept(ILogger logger, string model);

    [LoggerMessage(EventId = 5002, EventName = "ItemFaulted", Level = LogLevel.Error, Message = "Item {Item} failed unexpectedly.")]
    public static partial void ItemFaulted(ILogger logger, Exception exception, string item);

    [LoggerMessage(EventId = 5003, EventName = "BatchTrouble", Level = LogLevel.Warning, Message = "A batch could not be sent, asked for or deleted, which is tried again: {Problem}")]
    public static partial void BatchTrouble(ILogger logger, string problem);
}
