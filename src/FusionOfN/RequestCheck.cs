using Microsoft.Extensions.AI;

namespace FusionOfN;

/// <summary>Refuses requests that cannot be asked of N samples, each with the mend.</summary>
internal static class RequestCheck
{
    public static void Run(Recipe recipe, FusionRequest request)
    {
        if (request.Messages.Count == 0)
            throw Wrong("The conversation has no message to answer.");
        if (request.Messages.Any(message => message is null))
            throw Wrong("A message of the conversation is null.");
        if (request.Options is not { } options)
            return;

        // One model alone may be asked to score a prompt and to write nothing.
        CheckValues(options, leastTokens: recipe.Invocation.Mode == InvocationMode.Solo ? 0 : 1);
        if (options.ConversationId is not null)
            throw Wrong("ChatOptions.ConversationId names a conversation that the provider keeps, and every sample would be added to it: send the whole conversation as messages, without an id.");
#pragma warning disable MEAI001 // Both are experimental; a run must not be started with them all the same.
        if (options.AllowBackgroundResponses == true || options.ContinuationToken is not null)
            throw Wrong("A fusion waits for its samples: leave out ChatOptions.AllowBackgroundResponses and ChatOptions.ContinuationToken.");
#pragma warning restore MEAI001
        if (options.Tools?.Any(tool => tool is AIFunction) == true && recipe.Panel.Members.Concat(recipe.Panel.Spares).FirstOrDefault(member => InvokesFunctions(member.Model.Client)) is { } bad)
            throw Wrong($"Panel member '{bad.Model.Name}' invokes functions itself, so that each would be invoked once per sample: take UseFunctionInvocation out of its pipeline and put it around the fusion.");
    }

    // What no server could be asked for would be found out N times, by each in its own words.
    private static void CheckValues(ChatOptions options, int leastTokens)
    {
        if (options.MaxOutputTokens < leastTokens)
            throw Wrong($"ChatOptions.MaxOutputTokens is {options.MaxOutputTokens}, which leaves no room for an answer: give 1 or more, or leave it out.");
        if (options.ModelId is { } id && string.IsNullOrWhiteSpace(id))
            throw Wrong("ChatOptions.ModelId is blank: name a model, or leave it out.");
        if (options.StopSequences?.Any(stop => stop is null) == true)
            throw Wrong("ChatOptions.StopSequences holds a null: take it out.");
        if (options.Tools?.Any(tool => tool is null) == true)
            throw Wrong("ChatOptions.Tools holds a null: take it out.");
        foreach (var (name, value) in new[] { (nameof(options.Temperature), options.Temperature), (nameof(options.TopP), options.TopP), (nameof(options.FrequencyPenalty), options.FrequencyPenalty), (nameof(options.PresencePenalty), options.PresencePenalty) })
        {
            if (value is { } number && !float.IsFinite(number))
                throw Wrong($"ChatOptions.{name} is no finite number.");
        }
    }

    /// <summary>Whether a pipeline has <c>UseFunctionInvocation</c> in it.</summary>
    public static bool InvokesFunctions(IChatClient client) => client.Find<FunctionInvokingChatClient>() is not null;

    private static ArgumentException Wrong(string problem) => new(problem);
}
