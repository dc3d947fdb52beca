using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Refuses requests that cannot be asked of N samples, each with the mend.</summary>
internal static class RequestCheck
{
    public static void Run(Recipe recipe, FusionRequest request)
    {
        if (request.Messages.Count == 0)
            throw Wrong("The conversation has no message to answer.");
        if (request.Options is not { } options)
            return;

        if (options.ConversationId is not null)
            throw Wrong("ChatOptions.ConversationId names a conversation that the provider keeps, and every sample would be added to it: send the whole conversation as messages, without an id.");
#pragma warning disable MEAI001 // Both are experimental; a run must not be started with them all the same.
        if (options.AllowBackgroundResponses == true || options.ContinuationToken is not null)
            throw Wrong("A fusion waits for its samples: leave out ChatOptions.AllowBackgroundResponses and ChatOptions.ContinuationToken.");
#pragma warning restore MEAI001
        if (options.Tools?.Any(tool => tool is AIFunction) == true && recipe.Panel.Members.Concat(recipe.Panel.Spares).FirstOrDefault(member => InvokesFunctions(member.Model.Client)) is { } bad)
            throw Wrong($"Panel member '{bad.Model.Name}' invokes functions itself, so that each would be invoked once per sample: take UseFunctionInvocation out of its pipeline and put it around the fusion.");
    }

    /// <summary>Whether a pipeline has <c>UseFunctionInvocation</c> in it.</summary>
    public static bool InvokesFunctions(IChatClient client) => client.GetService<FunctionInvokingChatClient>() is not null;

    private static ArgumentException Wrong(string problem) => new(problem);
}
