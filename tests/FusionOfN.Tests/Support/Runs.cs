using FusionOfN.Testing;
using Microsoft.Extensions.AI;

namespace FusionOfN.Tests;

/// <summary>Short ways to make recipes and to run them.</summary>
internal static class Runs
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static IReadOnlyList<ChatMessage> Ask(string prompt = "What is the capital of France?") => [new(ChatRole.User, prompt)];

    public static ChatModel Model(string name, IChatClient client) => new(name, client);

    public static ChatModel Fusor(string answer, string name = "fusor") => new(name, new ScriptedChatClient(Marked(answer), name));

    public static ScriptedReply Marked(string answer) => $"Comparison: they differ.\n\n<fused_answer>\n{answer}\n</fused_answer>";

    public static Panel PanelOf(params ReadOnlySpan<string> answers)
    {
        List<PanelMember> members = [];
        foreach (var answer in answers)
            members.Add(new PanelMember(Model($"m{members.Count}", new ScriptedChatClient(answer, $"m{members.Count}"))));
        return new Panel([.. members]);
    }

    public static Recipe Recipe(Panel panel, IAggregator? aggregator = null) =>
        new("test", panel, aggregator ?? new FusionAggregator([Fusor("fused")])) { Seed = 7 };

    public static Task<FusionOutcome> CompleteAsync(Recipe recipe, FusionRequest? request = null, TimeProvider? time = null) =>
        new FusionEngine(recipe, new FusionEngineOptions { TimeProvider = time ?? TimeProvider.System })
            .CompleteAsync(request ?? new FusionRequest(Ask()), Cancellation);

    public static async Task<List<FusionEvent>> EventsAsync(Recipe recipe, FusionRequest? request = null)
    {
        List<FusionEvent> events = [];
        await foreach (var step in new FusionEngine(recipe).RunAsync(request ?? new FusionRequest(Ask()), Cancellation))
            events.Add(step);
        return events;
    }

    public static Task<FusionOutcome> AggregateAsync(IAggregator aggregator, params ReadOnlySpan<string> texts)
    {
        List<Candidate> candidates = [];
        foreach (var text in texts)
            candidates.Add(new Candidate(candidates.Count, $"m{candidates.Count}", CallState.Ok, text));
        return CompleteAsync(Recipe(RecordedPanel.Instance, aggregator), new FusionRequest(Ask()) { Candidates = candidates });
    }
}
