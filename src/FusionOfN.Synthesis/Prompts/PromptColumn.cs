namespace FusionOfN.Synthesis;

/// <summary>What a column of a prompt file is used for.</summary>
public enum PromptColumn
{
    /// <summary>A conversation: a list of messages.</summary>
    Messages,

    /// <summary>What the user asks, as a text.</summary>
    Prompt,

    /// <summary>A text that belongs to the prompt and stands behind it, as the <c>input</c> of an <c>instruction</c>.</summary>
    Input,

    /// <summary>What the system message says.</summary>
    System,

    /// <summary>The row's id.</summary>
    Id,

    /// <summary>The language of the answer.</summary>
    Language,

    /// <summary>One or more answers that are there already.</summary>
    References,

    /// <summary>One or more pictures, by address or path.</summary>
    Images,
}
