using System.Text.RegularExpressions;

namespace FusionOfN.Evaluation;

/// <summary>A language of MGSM, as its graders know it.</summary>
/// <param name="Code">Its code, for example <c>sw</c>.</param>
/// <param name="Prefix">What simple-evals asks a model to write before its answer. Source: openai/simple-evals, <c>mgsm_eval.py</c>.</param>
/// <param name="Pattern">
/// How lm-eval finds the answer. Source: EleutherAI/lm-evaluation-harness, <c>tasks/mgsm/native_cot/mgsm_native_cot_LANGUAGE.yaml</c>.
/// </param>
internal sealed record MgsmLanguage(string Code, string Prefix, Regex Pattern)
{
    private const string Number = @"(-?[0-9.,]+)";

    public static IReadOnlyDictionary<string, MgsmLanguage> All { get; } = new MgsmLanguage[]
    {
        new("en", "Answer", "The answer is ", ""),
        new("bn", "উত্তর", "উত্তর হল ", ""),
        new("de", "Antwort", "Die Antwort lautet ", ""),
        new("es", "Respuesta", "La respuesta es ", ""),
        new("fr", "Réponse", "La réponse est ", ""),
        new("ja", "答え", "答えは", "です。"),
        new("ru", "Ответ", "Ответ — ", ""),
        new("sw", "Jibu", "Jibu ni ", ""),
        new("te", "సమాధానం", "సమాధానం ", ""),
        new("th", "คำตอบ", "คำตอบคือ ", ""),
        new("zh", "答案", "答案是 ", "。"),
    }.ToDictionary(language => language.Code);

    private MgsmLanguage(string code, string prefix, string before, string after)
        : this(code, prefix, new Regex(before + Number + after, RegexOptions.CultureInvariant))
    {
    }
}
