namespace FusionOfN.Local;

/// <summary>What is wrong with a chat template, or what it says of a conversation. Never leaves this project: it becomes a <see cref="LocalModelException"/>.</summary>
internal sealed class TemplateException : Exception
{
    public TemplateException(string message)
        : base(message)
    {
    }

    public TemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the template itself refuses the conversation, by <c>raise_exception</c>.</summary>
    public bool IsRefusal { get; init; }
}
