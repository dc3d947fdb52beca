namespace FusionOfN.Cli;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    /// <summary>A line of words for each message.</summary>
    Text,

    /// <summary>A JSON object in one line for each message.</summary>
    Json,
}
