using FusionOfN.Jobs;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>Translates a prompt within its item, so that it is bought, replayed and resumed like every other call of it.</summary>
internal sealed class PromptTranslator
{
    private const int MaxAttempts = 2;

    private readonly TranslationPlan _plan;
    private readonly Recipe _recipe;
    private readonly ChatOptions? _options;

    public PromptTranslator(TranslationPlan plan, SynthPlan job)
    {
        _plan = plan;
        _recipe = job.Recipe with { Panel = new Panel(new PanelMember(plan.Translator)), Quorum = new Quorum() };
        _options = job.Options?.MaxOutputTokens is { } tokens ? new ChatOptions { MaxOutputTokens = tokens } : null;
    }

    /// <summary>Translates.</summary>
    /// <returns>The prompt in its language. When its translation has a problem, the prompt as it was with the problem; when no translation came, the failure.</returns>
    public async Task<(PromptRow Prompt, PromptTranslation Translation, string? Failure)> TranslateAsync(PromptRow prompt, ItemContext item, CancellationToken cancellationToken)
    {
        PromptTranslation translation = new(prompt.TranslatedFrom is { Length: > 0 } from ? from : null, _plan.Translator.Name, TranslationPrompt.Version);
        List<ChatMessage> messages = [];
        for (var index = 0; index < prompt.Messages.Count; index++)
        {
            var message = prompt.Messages[index];
            var (text, problem, failure) = message.Text.Length == 0 ? ("", null, null) : await TranslateAsync(message.Text, prompt.Language!, $"translation {index}", item, cancellationToken).ConfigureAwait(false);
            if (problem is not null || failure is not null)
                return (prompt, translation with { Problem = problem }, failure);
            messages.Add(new ChatMessage(message.Role, [.. text.Length == 0 ? [] : (AIContent[])[new TextContent(text)], .. message.Contents.Where(content => content is not TextContent)]));
        }

        return (prompt with
        {
            Messages = messages,
            Key = PromptRowMapper.KeyOf(messages, [.. prompt.Images], prompt.Language),

            // An answer in another language is no reference for this one; a number is.
            References = [.. prompt.References.Where(reference => !reference.Any(char.IsLetter))],
        }, translation, null);
    }

    private async Task<(string Text, string? Problem, string? Failure)> TranslateAsync(string source, string language, string name, ItemContext item, CancellationToken cancellationToken)
    {
        var messages = TranslationPrompt.For(source, language);
        for (var attempt = 1; ; attempt++)
        {
            var pool = await item.SampleAsync(_recipe, new FusionRequest(messages) { Options = _options }, cancellationToken, $"{name}.{attempt}").ConfigureAwait(false);
            if (pool.Usable is not [var candidate, ..])
                return ("", null, pool.Candidates is [{ Failure: { } failure }, ..] ? failure.Reason : "the translator gave no answer");
            var text = candidate.Text.Trim();
            var problem = candidate.State == CallState.Truncated ? "it ends at the limit of its length" : TranslationCheck.Problem(source, text, language);
            if (problem is null || attempt == MaxAttempts)
                return (text, problem, null);
            messages = TranslationPrompt.Repeat(source, language, text, problem);
        }
    }
}
