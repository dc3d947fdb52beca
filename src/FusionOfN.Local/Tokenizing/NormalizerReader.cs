using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ADRaffy.ENSNormalize;

namespace FusionOfN.Local;

/// <summary>Reads the <c>normalizer</c> of a <c>tokenizer.json</c>: what happens to text before it is cut.</summary>
internal sealed class NormalizerReader
{
    private readonly string _file;
    private readonly List<Func<string, string>> _steps = [];

    public NormalizerReader(string file) => _file = file;

    public IReadOnlyList<Func<string, string>> Steps => _steps;

    public void Read(JsonElement element)
    {
        if (TokenizerJson.IsMissing(element))
            return;

        switch (TokenizerJson.RequiredText(element, "type"))
        {
            case "Sequence":
                foreach (var child in TokenizerJson.RequiredList(element, "normalizers"))
                    Read(child);
                break;
            case "NFC":
                _steps.Add(text => IsComposed(text) ? text : ENSNormalize.NF.NFC(text));
                break;
            case "NFD":
                _steps.Add(text => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFD(text));
                break;
            case ("NFKC" or "NFKD") and var form when !CanFold:
                throw TokenizerJson.NotUnderstood(_file, $"the normalizer \"{form}\", which needs the ICU library that this process runs without,");
            case "NFKC":
                _steps.Add(text => text.Normalize(NormalizationForm.FormKC));
                break;
            case "NFKD":
                _steps.Add(text => text.Normalize(NormalizationForm.FormKD));
                break;
            case "Prepend":
                var before = TokenizerJson.RequiredText(element, "prepend");
                _steps.Add(text => text.Length == 0 ? text : before + text);
                break;
            case "Replace":
                var content = TokenizerJson.RequiredText(element, "content");
                var pattern = new PatternReader(_file).Read(TokenizerJson.Required(element, "pattern"), RegexOptions.None);
                _steps.Add(text => pattern.Replace(text, _ => content));
                break;
            case var type:
                throw TokenizerJson.NotUnderstood(_file, $"the normalizer \"{type}\"");
        }
    }

    // A runtime in globalization-invariant mode leaves compatibility forms as they are, and says nothing.
    private static bool CanFold { get; } = "\uFB01".Normalize(NormalizationForm.FormKC) == "fi";

    // Nothing below U+0300 has anything to compose with.
    private static bool IsComposed(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF');
}
