using System.Text;

namespace FusionOfN.Jobs;

/// <summary>Texts of clients as the store can keep them.</summary>
public static class StoreText
{
    /// <summary>The most characters of a name, an id or a reason.</summary>
    public const int MaxLength = 500;

    /// <summary>Without what PostgreSQL's texts cannot hold (the character 0, halves of surrogate pairs), and not too long.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;

        string cut = text.Length > MaxLength ? text[..MaxLength] : text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)).Replace('\0', '\uFFFD');
    }

    /// <summary>As <see cref="Clean"/>, for texts of any length that are already valid Unicode.</summary>
    public static string WithoutZero(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
}
