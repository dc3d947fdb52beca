namespace FusionOfN;

/// <summary>What of a request's options reaches a model; the rest is left out on the way, or refused.</summary>
[Flags]
public enum SupportedOptions
{
    /// <summary>Nothing but the limit of the answer's length.</summary>
    None = 0,

    /// <summary>The temperature.</summary>
    Temperature = 1,

    /// <summary>Nucleus sampling.</summary>
    TopP = 1 << 1,

    /// <summary>The number of likeliest tokens that are kept.</summary>
    TopK = 1 << 2,

    /// <summary>Texts at which an answer ends.</summary>
    StopSequences = 1 << 3,

    /// <summary>The seed.</summary>
    Seed = 1 << 4,

    /// <summary>Penalties on tokens that are there already.</summary>
    Penalties = 1 << 5,

    /// <summary>Tools.</summary>
    Tools = 1 << 6,

    /// <summary>Which tools must be called, and whether several at once.</summary>
    ToolChoice = 1 << 7,

    /// <summary>The JSON schema of the answer.</summary>
    ResponseFormat = 1 << 8,

    /// <summary>How long the model reasons.</summary>
    Reasoning = 1 << 9,

    /// <summary>Images, audio and files in messages.</summary>
    Attachments = 1 << 10,

    /// <summary>All of it.</summary>
    All = (1 << 11) - 1,
}
