using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>A rough number of tokens that a call will use, to reserve from the tokens per minute before it starts.</summary>
internal static class TokenEstimate
{
    // Latin text has about four characters a token, other scripts fewer; a reservation may be too large, it is settled afterwards.
    private const int CharactersPerToken = 3;
    private const int TokensPerImage = 1000;
    private const int OutputTokens = 1000;

    public static long Of(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long characters = options?.Instructions?.Length ?? 0;
        long images = 0;
        foreach (AIContent content in messages.SelectMany(message => message.Contents))
        {
            if (content is TextContent text) characters += text.Text.Length;
            else if (content is DataContent or UriContent) images++;
        }

        return (characters / CharactersPerToken) + (images * TokensPerImage) + (options?.MaxOutputTokens ?? OutputTokens);
    }
}
