namespace FusionOfN.Lab;

/// <summary>One of the eleven languages of the miniature world.</summary>
/// <remarks>
/// Tables of the world have one column for each language in the order of <see cref="All"/>; <see cref="Index"/> is the column.
/// </remarks>
public sealed record LabLanguage
{
    private LabLanguage(int index, string code, string englishName, string nativeName)
    {
        Index = index;
        Code = code;
        EnglishName = englishName;
        NativeName = nativeName;
    }

    /// <summary>All languages: en fr de es ru it pt ja ko zh ar.</summary>
    public static IReadOnlyList<LabLanguage> All { get; } =
    [
        new(0, "en", "English", "English"),
        new(1, "fr", "French", "français"),
        new(2, "de", "German", "Deutsch"),
        new(3, "es", "Spanish", "español"),
        new(4, "ru", "Russian", "русский"),
        new(5, "it", "Italian", "italiano"),
        new(6, "pt", "Portuguese", "português"),
        new(7, "ja", "Japanese", "日本語"),
        new(8, "ko", "Korean", "한국어"),
        new(9, "zh", "Chinese", "中文"),
        new(10, "ar", "Arabic", "العربية"),
    ];

    /// <summary>English.</summary>
    public static LabLanguage English => All[0];

    /// <summary>The column of the language in the tables of the world, 0 to 10.</summary>
    public int Index { get; }

    /// <summary>The ISO 639-1 code, for example <c>en</c>.</summary>
    public string Code { get; }

    /// <summary>The name of the language in English.</summary>
    public string EnglishName { get; }

    /// <summary>The name of the language in itself.</summary>
    public string NativeName { get; }

    /// <summary>Whether the language is written from right to left.</summary>
    public bool IsRightToLeft => Code == "ar";

    /// <summary>What stands between two words or sentences: a space, or nothing for Chinese and Japanese.</summary>
    public string Space => Code is "zh" or "ja" ? "" : " ";

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">The ISO 639-1 code, upper or lower case.</param>
    /// <returns>The language.</returns>
    /// <exception cref="ArgumentException">The lab does not speak this language.</exception>
    public static LabLanguage Parse(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"The lab does not speak '{code}'. Choose one of {string.Join(", ", All.Select(language => language.Code))}.", nameof(code));
    }

    /// <inheritdoc/>
    public override string ToString() => Code;
}
