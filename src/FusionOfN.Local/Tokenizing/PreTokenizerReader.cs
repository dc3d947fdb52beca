using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>Reads the <c>pre_tokenizer</c> of a <c>tokenizer.json</c>: how text is cut into pieces that tokens never cross.</summary>
internal sealed class PreTokenizerReader
{
    // The pattern of GPT-2 (Radford et al., 2019), which the ByteLevel step implies.
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private readonly string _file;
    private readonly PatternReader _patterns;
    private readonly List<SplitStep> _steps = [];

    public PreTokenizerReader(string file) => (_file, _patterns) = (file, new PatternReader(file));

    public IReadOnlyList<SplitStep> Steps => _steps;

    public bool IsByteLevel { get; private set; }

    /// <summary>Whether a text that does not begin with a space is given one.</summary>
    public bool AddPrefixSpace { get; private set; }

    /// <summary>The mark that spaces are replaced by before the steps, if they are.</summary>
    public SpaceMark? Mark { get; private set; }

    public void Read(JsonElement element)
    {
        if (TokenizerJson.IsMissing(element))
            return;

        var type = TokenizerJson.RequiredText(element, "type");
        switch (type)
        {
            case "Sequence":
                foreach (var child in TokenizerJson.RequiredList(element, "pretokenizers"))
                    Read(child);
                break;
            case "ByteLevel":
                IsByteLevel = true;
                AddPrefixSpace |= TokenizerJson.Flag(element, "add_prefix_space", missing: true);
                if (TokenizerJson.Flag(element, "use_regex", missing: true))
                    Add(Gpt2Pattern, SplitBehavior.Isolated);
                break;
            case "Metaspace" when _steps.Count == 0:
                Mark = ReadMark(element);
                if (TokenizerJson.Flag(element, "split", missing: true))
                    Add(Regex.Escape(Mark.Text), SplitBehavior.MergedWithNext);
                break;
            case "Split":
                var pattern = _patterns.Read(TokenizerJson.Required(element, "pattern"), RegexOptions.Compiled);
                _steps.Add(new SplitStep(pattern, Behavior(element), TokenizerJson.Flag(element, "invert")));
                break;
            case "Digits":
                Add(TokenizerJson.Flag(element, "individual_digits") ? @"\p{N}" : @"\p{N}+", SplitBehavior.Isolated);
                break;
            case "Punctuation":
                Add(@"[\p{P}!-/:-@\[-`{-~]", Behavior(element));
                break;
            case "WhitespaceSplit":
                Add(@"\s+", SplitBehavior.Removed);
                break;
            default:
                throw TokenizerJson.NotUnderstood(_file, $"the pre-tokenizer \"{type}\"");
        }
    }

    /// <summary>Reads the mark of a Metaspace step; files of before 2023 say with a flag whether it is prepended.</summary>
    public SpaceMark ReadMark(JsonElement element)
    {
        var scheme = TokenizerJson.Text(element, "prepend_scheme");
        if (scheme.Length == 0)
            scheme = TokenizerJson.Flag(element, "add_prefix_space", missing: true) ? "always" : "never";
        return Enum.TryParse<PrependScheme>(scheme, ignoreCase: true, out var prepend) && char.IsLetter(scheme[0])
            ? new SpaceMark(TokenizerJson.Text(element, "replacement") is { Length: > 0 } mark ? mark : "\u2581", prepend)
            : throw TokenizerJson.NotUnderstood(_file, $"the prepend scheme \"{scheme}\"");
    }

    private void Add(string pattern, SplitBehavior behavior) => _steps.Add(new SplitStep(_patterns.Make(pattern, RegexOptions.Compiled), behavior, Invert: false));

    private SplitBehavior Behavior(JsonElement element) =>
        !element.TryGetProperty("behavior", out var name) ? SplitBehavior.Isolated
        : Enum.TryParse<SplitBehavior>(TokenizerJson.TextOf(name, "behavior"), ignoreCase: true, out var behavior) && Enum.IsDefined(behavior) ? behavior
        : throw TokenizerJson.NotUnderstood(_file, $"the split behavior {name.GetRawText()}");
}
