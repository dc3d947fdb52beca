using System.Text.Json;

namespace FusionOfN.Providers;

/// <summary>Takes an endpoint's secrets out of any text that a person or a log may see: servers echo keys in error bodies.</summary>
internal sealed class SecretScrubber
{
    private const string Mask = "[secret]";

    // Shorter values are placeholders such as "none"; replacing those would only garble messages.
    private const int ShortestSecret = 6;

    private readonly string[] _forms;

    public SecretScrubber(IEnumerable<string?> secrets)
    {
        _forms =
        [
            .. secrets.OfType<string>()
                .Where(secret => secret.Length >= ShortestSecret)
                .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString() })
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(form => form.Length),
        ];
    }

    public string Scrub(string text)
    {
        foreach (string form in _forms) text = text.Replace(form, Mask, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    public bool IsClean(string text) => Array.TrueForAll(_forms, form => !text.Contains(form, StringComparison.OrdinalIgnoreCase));
}
