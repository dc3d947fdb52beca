using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>Into which languages a job has its prompts translated, and by whom. Each prompt is answered in its own language and in each of these.</summary>
public sealed record TranslationPlan
{
    /// <summary>Creates a plan.</summary>
    /// <param name="translator">The model that translates; in a job, one of the job's calls.</param>
    /// <param name="languages">The languages, as codes such as <c>de</c> or <c>pt-BR</c>.</param>
    /// <exception cref="SynthesisException">There is no language, or one is no code or is named twice.</exception>
    public TranslationPlan(ChatModel translator, params IReadOnlyList<string> languages)
    {
        ArgumentNullException.ThrowIfNull(translator);
        ArgumentNullException.ThrowIfNull(languages);
        Translator = translator;
        Languages = [.. languages.Select(Read)];
        if (Languages.Count == 0)
            throw new SynthesisException("no language to translate into is named", "Name at least one, for example de.");
        if (Languages.GroupBy(language => language, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new SynthesisException($"the language '{twice.Key}' is named twice");
    }

    /// <summary>The model that translates.</summary>
    public ChatModel Translator { get; init; }

    /// <summary>The languages, as codes.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>The version and hash of the prompt that asks for a translation.</summary>
    public static PromptVersion Prompt => TranslationPrompt.Version;

    /// <summary>The prompts of a job: each as it is, then the same to be translated into every language but its own.</summary>
    /// <param name="prompts">The prompts as they were written.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<PromptRow> ExpandAsync(IAsyncEnumerable<PromptRow> prompts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var prompt in prompts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var row in Expand(prompt))
                yield return row;
        }
    }

    /// <summary>A prompt as it is, and the same to be translated into every language but its own.</summary>
    /// <param name="prompt">The prompt.</param>
    public IEnumerable<PromptRow> Expand(PromptRow prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        yield return prompt;
        var own = prompt.Language ?? LanguageGuess.Of(prompt.Messages[^1].Text);
        foreach (var language in Languages.Where(language => own is null || !LanguageGuess.IsSame(own, language)))
            yield return prompt with { TranslatedFrom = own ?? "", Language = language, LanguageIsGuessed = false, Key = KeyOf(prompt, language) };
    }

    /// <summary>The calls that a prompt of <see cref="Expand"/> takes before it is asked; none for one that is not translated.</summary>
    /// <param name="prompt">The prompt.</param>
    public static IEnumerable<FusionRequest> Requests(PromptRow prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt.TranslatedFrom is null ? [] : prompt.Messages.Where(message => message.Text.Length > 0).Select(message => new FusionRequest(TranslationPrompt.For(message.Text, prompt.Language!)));
    }

    // Not yet what is asked, but it tells this translation from all others.
    private static string KeyOf(PromptRow prompt, string language) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{prompt.Key}\n{language}")));

    private static string Read(string language)
    {
        try
        {
            return LanguageCode.Read(language, "the language to translate into:") ?? throw new SynthesisException("a language to translate into is empty", "Write codes with commas between them, for example de,ja,sw.");
        }
        catch (RowException exception)
        {
            throw new SynthesisException(exception.Message);
        }
    }
}
