using Microsoft.Extensions.AI;

namespace FusionOfN.Providers;

/// <summary>A rough number of tokens that a call will use, to reserve from the tokens per minute before it starts. It is settled afterwards.</summary>
internal static class CallTokens
{
    private const int AssumedOutput = 1000;

    public static long Estimate(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        long input = TokenEstimate.Count(options?.Instructions ?? "");
        foreach (ChatMessage message in messages)
        {
            input += TokenEstimate.PerMessage;
            foreach (AIContent content in message.Contents)
            {
                if (content is TextContent text) input += TokenEstimate.Count(text.Text);
                else if (content is DataContent or UriContent) input += TokenEstimate.PerAttachment;
            }
        }

        return input + (options?.MaxOutputTokens ?? AssumedOutput);
    }
}
