using System.Globalization;
using System.Text;

namespace FusionOfN.Lab;

/// <summary>Writes arithmetic problems and worked answers, and reads the final number.</summary>
internal static class ReasoningText
{
    private static readonly WordTable Problems = WordTable.Read("Reasoning/problems.txt");

    /// <summary>The kinds of story.</summary>
    public static IReadOnlyList<string> Stories { get; } = ["money", "number"];

    /// <summary>A sentence of the problems, with <c>{0}</c> for its number.</summary>
    public static string Sentence(string key, LabLanguage language) => Problems[key, language];

    public static string Prompt(string story, int start, IReadOnlyList<ReasoningStep> steps, LabLanguage language)
    {
        IEnumerable<string> sentences =
        [
            Say($"{story}.start", start, language),
            .. steps.Select(step => Say($"{story}.{Verb(step)}", step.Operand, language)),
            Problems[$"{story}.ask", language],
        ];
        return string.Join(language.Space, sentences);
    }

    /// <summary>The worked answer. Each line of work goes on from the number that stands in the line before, right or not.</summary>
    public static string Answer(ReasoningContent content, LabLanguage language)
    {
        List<string> sentences = [];
        int number = content.Start;
        for (int i = 0; i < content.Steps.Count; i++)
        {
            ReasoningStep step = content.Steps[i];
            char sign = step.Operator == '*' ? '×' : step.Operator;
            string work = string.Create(CultureInfo.InvariantCulture, $"{number} {sign} {step.Operand} = {content.Results[i]}");
            sentences.Add(Problems["step", language].Replace("{0}", work, StringComparison.Ordinal));
            number = content.Results[i];
        }

        sentences.Add(Say("answer", number, language));
        return string.Join(language.Space, sentences);
    }

    /// <summary>The last number that stands in an answer.</summary>
    public static int? FinalNumber(string answer)
    {
        int end = answer.Length;
        while (end > 0 && !char.IsAsciiDigit(answer[end - 1]))
            end--;
        int start = end;
        while (start > 0 && char.IsAsciiDigit(answer[start - 1]))
            start--;
        if (start > 0 && answer[start - 1] == '-')
            start--;
        return int.TryParse(answer.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary>The content key: the bare calculation.</summary>
    public static string Key(int start, IReadOnlyList<ReasoningStep> steps)
    {
        StringBuilder key = new("reasoning/");
        key.Append(CultureInfo.InvariantCulture, $"{start}");
        foreach (ReasoningStep step in steps)
            key.Append(step.Operator).Append(CultureInfo.InvariantCulture, $"{step.Operand}");
        return key.ToString();
    }

    private static string Verb(ReasoningStep step) => step switch
    {
        { Operator: '+' } => "add",
        { Operator: '-' } => "subtract",
        { Operand: 2 } => "double",
        _ => "triple",
    };

    private static string Say(string key, int number, LabLanguage language) =>
        Problems[key, language].Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
