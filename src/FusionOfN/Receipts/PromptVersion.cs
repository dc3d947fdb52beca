namespace FusionOfN;

/// <summary>Which prompt was used.</summary>
/// <param name="Version">Its version, for example <c>fusion-v1</c>.</param>
/// <param name="Hash">SHA-256 of its template, in lower-case hexadecimal.</param>
public sealed record PromptVersion(string Version, string Hash);
