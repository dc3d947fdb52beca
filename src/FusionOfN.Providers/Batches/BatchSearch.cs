namespace FusionOfN.Providers;

/// <summary>What was found of a batch of which it is not known whether it was made.</summary>
/// <param name="Found">The batch; null when it was not found.</param>
/// <param name="IsCertain">Whether there is none when none was found. Otherwise one that still runs may be it, and it is to be looked for again.</param>
public sealed record BatchSearch(RemoteBatch? Found, bool IsCertain = true);
