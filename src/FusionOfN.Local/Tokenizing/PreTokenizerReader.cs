using System.Text.Json;
using System.Text.RegularExpressions;

namespace FusionOfN.Local;

/// <summary>Reads the <c>pre_tokenizer</c> part of a <c>tokenizer.json</c> into steps.</summary>
internal sealed class PreTokenizerReader
{
    // The pattern of GPT-2 (Radford et al., 2019), which the ByteLevel step implies.
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private readonly string _file;
    private readonly List<SplitStep> _steps = [];

    public PreTokenizerReader(string file) => _file = file;

    public IReadOnlyList<SplitStep> Steps => _steps;

    public bool IsByteLevel { get; private set; }

    /// <summary>Whether a text that does not begin with a space is given one.</summary>
    public bool AddPrefixSpace { get; private set; }

    public void Read(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return;

        var type = element.GetProperty("type").GetString();
        switch (type)
        {
            case "Sequence":
                foreach (var child in element.GetProperty("pretokenizers").EnumerateArray())
                    Read(child);
                break;
            case "ByteLevel":
                IsByteLevel = true;
                AddPrefixSpace |= Flag(element, "add_prefix_space", missing: true);
                if (Flag(element, "use_regex", missing: true))
                    Add(Gpt2Pattern, SplitBehavior.Isolated, invert: false);
                break;
            case "Split":
                Add(Pattern(element.GetProperty("pattern")), Behavior(element), Flag(element, "invert", missing: false));
                break;
            case "Digits":
                Add(Flag(element, "individual_digits", missing: false) ? @"\p{N}" : @"\p{N}+", SplitBehavior.Isolated, invert: false);
                break;
            case "Punctuation":
                Add(@"[\p{P}!-/:-@\[-`{-~]", Behavior(element), invert: false);
                break;
            case "WhitespaceSplit":
                Add(@"\s+", SplitBehavior.Removed, invert: false);
                break;
            default:
                throw NotUnderstood($"the pre-tokenizer \"{type}\"");
        }
    }

    private void Add(string pattern, SplitBehavior behavior, bool invert)
    {
        try
        {
            _steps.Add(new SplitStep(new Regex(pattern, RegexOptions.Compiled | RegexOptions.CultureInvariant), behavior, invert));
        }
        catch (ArgumentException exception)
        {
            throw new LocalModelException($"{_file}: the split pattern {pattern} is not one this runtime understands: {exception.Message}", exception);
        }
    }

    private string Pattern(JsonElement pattern) =>
        pattern.TryGetProperty("Regex", out var regex) ? regex.GetString()!
        : pattern.TryGetProperty("String", out var literal) ? Regex.Escape(literal.GetString()!)
        : throw NotUnderstood($"the split pattern {pattern.GetRawText()}");

    private SplitBehavior Behavior(JsonElement element) =>
        !element.TryGetProperty("behavior", out var name) ? SplitBehavior.Isolated
        : Enum.TryParse<SplitBehavior>(name.GetString(), ignoreCase: true, out var behavior) ? behavior
        : throw NotUnderstood($"the split behavior {name.GetRawText()}");

    private static bool Flag(JsonElement element, string name, bool missing) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : missing;

    private LocalModelException NotUnderstood(string what) =>
        new($"{_file} uses {what}, which the local engine does not understand. Use a model with a byte-level BPE tokenizer (Llama 3, Qwen, SmolLM and the like).");
}
