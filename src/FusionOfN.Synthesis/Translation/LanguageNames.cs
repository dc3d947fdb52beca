using System.Collections.Frozen;

namespace FusionOfN.Synthesis;

/// <summary>The names of languages, for prompts: not every model knows every code.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["am"] = "Amharic",
        ["ar"] = "Arabic",
        ["bg"] = "Bulgarian",
        ["bn"] = "Bengali",
        ["ca"] = "Catalan",
        ["cs"] = "Czech",
        ["da"] = "Danish",
        ["de"] = "German",
        ["el"] = "Greek",
        ["en"] = "English",
        ["es"] = "Spanish",
        ["et"] = "Estonian",
        ["fa"] = "Persian",
        ["fi"] = "Finnish",
        ["fil"] = "Filipino",
        ["fr"] = "French",
        ["gu"] = "Gujarati",
        ["ha"] = "Hausa",
        ["he"] = "Hebrew",
        ["hi"] = "Hindi",
        ["hr"] = "Croatian",
        ["hu"] = "Hungarian",
        ["id"] = "Indonesian",
        ["ig"] = "Igbo",
        ["it"] = "Italian",
        ["ja"] = "Japanese",
        ["ka"] = "Georgian",
        ["km"] = "Khmer",
        ["kn"] = "Kannada",
        ["ko"] = "Korean",
        ["lo"] = "Lao",
        ["lt"] = "Lithuanian",
        ["lv"] = "Latvian",
        ["ml"] = "Malayalam",
        ["mr"] = "Marathi",
        ["ms"] = "Malay",
        ["my"] = "Burmese",
        ["ne"] = "Nepali",
        ["nl"] = "Dutch",
        ["no"] = "Norwegian",
        ["pa"] = "Punjabi",
        ["pl"] = "Polish",
        ["pt"] = "Portuguese",
        ["ro"] = "Romanian",
        ["ru"] = "Russian",
        ["si"] = "Sinhala",
        ["sk"] = "Slovak",
        ["sl"] = "Slovenian",
        ["sr"] = "Serbian",
        ["sv"] = "Swedish",
        ["sw"] = "Swahili",
        ["ta"] = "Tamil",
        ["te"] = "Telugu",
        ["th"] = "Thai",
        ["tl"] = "Tagalog",
        ["tr"] = "Turkish",
        ["uk"] = "Ukrainian",
        ["ur"] = "Urdu",
        ["uz"] = "Uzbek",
        ["vi"] = "Vietnamese",
        ["xh"] = "Xhosa",
        ["yo"] = "Yoruba",
        ["zh"] = "Chinese",
        ["zu"] = "Zulu",
    }.ToFrozenDictionary();

    /// <summary>The name with the code behind it; the code alone where the name is not known.</summary>
    public static string Of(string code) =>
        Names.TryGetValue(LanguageGuess.Primary(code), out var name) ? $"{name} ({code})" : $"the language with the code '{code}'";
}
