using System.Text.Json.Nodes;

namespace FusionOfN.Providers;

/// <summary>What the routes of vLLM share.</summary>
internal abstract class VllmWire : RewardWire
{
    protected VllmWire(RewardServerOptions options)
        : base(options)
    {
    }

    /// <summary>vLLM squeezes scores through a sigmoid unless told not to.</summary>
    protected JsonObject WithRaw(JsonObject body)
    {
        if (Options.Raw)
            body[Options.RawField] = false;
        return body;
    }

    /// <summary>
    /// The conversations: rendered here and batched when there is a template, else one as messages, so that the server applies the
    /// model's own template (and its own begin-of-sequence token) to them.
    /// </summary>
    protected JsonObject WithConversations(JsonObject body, RewardPrompt prompt, IReadOnlyList<string> answers)
    {
        if (Options.Template is not null)
        {
            body["input"] = RewardJson.Texts(answers.Select(answer => Render(prompt, answer)));
            return body;
        }

        JsonArray messages = [];
        foreach (var turn in prompt.Turns.Append(new RewardTurn("assistant", answers[0])))
            messages.Add(new JsonObject { ["role"] = turn.Role, ["content"] = turn.Content });
        body["messages"] = messages;
        body["add_generation_prompt"] = false;
        return body;
    }
}
