using System.Text.RegularExpressions;
using FusionOfN.Jobs;

namespace FusionOfN.Synthesis;

/// <summary>Codes of languages as data sets write them: <c>de</c>, <c>pt-BR</c>, <c>zh_Hans</c>, <c>deu</c>.</summary>
internal static partial class LanguageCode
{
    /// <summary>Reads a code; null for an empty one.</summary>
    /// <exception cref="RowException">It is a text that is no code, such as the name of a language.</exception>
    public static string? Read(string text, string field)
    {
        var code = text.Trim();
        if (code.Length == 0)
            return null;
        return Form.IsMatch(code) ? code.Replace('_', '-') : throw new RowException(field, $"'{TextHead.Of(code, 40)}' is no language code; write it as de, pt-BR or zh-Hans");
    }

    [GeneratedRegex("^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }
}
