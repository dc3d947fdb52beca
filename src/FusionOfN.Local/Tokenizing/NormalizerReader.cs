using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>Reads the <c>normalizer</c> of a <c>tokenizer.json</c>: what happens to text before it is cut.</summary>
/// <remarks>
/// A runtime in globalization-invariant mode has no tables to compose characters with; there, text that is not composed stays so, and gets other tokens than its
/// composed form.
/// </remarks>
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

        switch (element.GetProperty("type").GetString())
        {
            case "Sequence":
                foreach (var child in element.GetProperty("normalizers").EnumerateArray())
                    Read(child);
                break;
            case "NFC":
                _steps.Add(text => text.Normalize(NormalizationForm.FormC));
                break;
            case "NFD":
                _steps.Add(text => text.Normalize(NormalizationForm.FormD));
                break;
            case "NFKC":
                _steps.Add(text => text.Normalize(NormalizationForm.FormKC));
                break;
            case "NFKD":
                _steps.Add(text => text.Normalize(NormalizationForm.FormKD));
                break;
            case "Prepend":
                var before = element.GetProperty("prepend").GetString()!;
                _steps.Add(text => text.Length == 0 ? text : before + text);
                break;
            case "Replace":
                var content = element.GetProperty("content").GetString()!;
                var pattern = new PatternReader(_file).Read(element.GetProperty("pattern"), RegexOptions.None);
                _steps.Add(text => pattern.Replace(text, _ => content));
                break;
            case var type:
                throw TokenizerJson.NotUnderstood(_file, $"the normalizer \"{type}\"");
        }
    }
}
