namespace FusionOfN.Cli;

/// <summary>Where the prompt comes from, as the command line said it.</summary>
/// <param name="Text">The argument; <c>-</c> means standard input.</param>
/// <param name="File">A text file with the prompt.</param>
/// <param name="Chat">A JSON file with a list of messages.</param>
/// <param name="System">A system message to put first.</param>
internal sealed record PromptSource(string? Text, string? File, string? Chat, string? System)
{
    /// <summary>Pictures to put behind the last message of the user.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];
}
