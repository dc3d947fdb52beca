using System.Text.Json;
using Microsoft.Extensions.AI;

namespace FusionOfN.Synthesis;

/// <summary>One prompt of a data set to be made.</summary>
/// <param name="Number">Its line in a text file, its row in any other, from 1.</param>
/// <param name="Id">The id that the file gives it; without one, the beginning of <paramref name="Key"/>. It need not be unique: translations share theirs.</param>
/// <param name="Key">SHA-256 of what is asked (conversation, pictures and language), in lower-case hexadecimal.</param>
/// <param name="Messages">The conversation to answer; the user speaks last.</param>
public sealed record PromptRow(int Number, string Id, string Key, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>The language the answer should have, as a code such as <c>de</c> or <c>pt-BR</c>; null when the file names none and it cannot be told from the prompt.</summary>
    public string? Language { get; init; }

    /// <summary>Whether <see cref="Language"/> was told from the words of the prompt. Then nobody asked for an answer in it.</summary>
    public bool LanguageIsGuessed { get; init; }

    /// <summary>The language that it is yet to be translated from, as a code, or empty when that is not known; null when it is asked as it is.</summary>
    public string? TranslatedFrom { get; init; }

    /// <summary>Answers that the file holds already. No model is shown them.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Pictures that belong to the last message: addresses (https, data) or paths beside the file. They are read when the prompt is asked.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The columns that nothing else was made of, as a JSON object; null when there is none.</summary>
    public JsonElement? Metadata { get; init; }
}
